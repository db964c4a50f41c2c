namespace Gatehouse.Diagnosis.Redaction;

/// <summary>Takes the names of people and organisations out of distinguished names (RFC 4514). Countries, states and places name nobody.</summary>
internal static class DistinguishedNames
{
    private const int Shortest = 3;

    /// <summary>Values of the attributes that name somebody.</summary>
    public static IEnumerable<string> NamesIn(string name)
    {
        foreach (string part in Split(name))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string value = equals < 0 ? string.Empty : part[(equals + 1)..].Trim(' ', '"');
            if (value.Length >= Shortest && NamesSomebody(part.AsSpan(0, equals).Trim()))
            {
                yield return value;
            }
        }
    }

    private static bool NamesSomebody(ReadOnlySpan<char> attribute) => attribute is "CN" or "O" or "OU" or "UID" or "E" or "emailAddress";

    /// <summary>Splits at commas and pluses that are neither quoted nor escaped.</summary>
    private static IEnumerable<string> Split(string name)
    {
        int start = 0;
        bool isQuoted = false;
        for (int at = 0; at < name.Length; at++)
        {
            switch (name[at])
            {
                case '\\':
                    at++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' or '+' when !isQuoted:
                    yield return name[start..at];
                    start = at + 1;
                    break;
                default:
                    break;
            }
        }

        yield return name[start..];
    }
}
