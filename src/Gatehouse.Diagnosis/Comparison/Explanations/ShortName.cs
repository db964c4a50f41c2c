namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>Shortens distinguished names for sentences; steps show them whole.</summary>
internal static class ShortName
{
    private const string CommonName = "CN=";
    private const string Organization = "O=";

    /// <summary>The common name in quotation marks, or else the organization, or else the name as it is.</summary>
    public static string Of(string distinguishedName) =>
        Value(distinguishedName, CommonName) ?? Value(distinguishedName, Organization) ?? distinguishedName;

    private static string? Value(string name, string attribute)
    {
        int start = name.StartsWith(attribute, StringComparison.Ordinal) ? 0 : name.IndexOf(", " + attribute, StringComparison.Ordinal) + 2;
        if (start < 2 && !name.StartsWith(attribute, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> value = name.AsSpan(start + attribute.Length);
        bool isQuoted = value.StartsWith("\"");
        value = isQuoted ? value[1..] : value;
        int end = value.IndexOf(isQuoted ? '"' : ',');
        value = (end < 0 ? value : value[..end]).Trim();
        return value.IsEmpty ? null : $"“{value}”";
    }
}
