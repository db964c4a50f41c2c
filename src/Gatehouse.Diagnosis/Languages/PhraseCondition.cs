namespace Gatehouse.Diagnosis.Languages;

/// <summary>
/// When a sentence is said: terms between commas, all of which must hold. "lost" holds when the fact is known, "!lost" when it is not,
/// "lost = all|some" when it has one of these values, "lost != all" when it is known and has none of these.
/// </summary>
internal sealed class PhraseCondition
{
    private readonly List<Term> _terms = [];

    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">A term is none of the four.</exception>
    public PhraseCondition(string text)
    {
        foreach (string part in text.Split(','))
        {
            string[] sides = part.Split('=', 2, StringSplitOptions.TrimEntries);
            bool isDenied = sides[0].StartsWith('!') || sides[0].EndsWith('!');
            string name = sides[0].Trim('!', ' ');
            string[] values = sides.Length == 2 ? sides[1].Split('|', StringSplitOptions.TrimEntries) : [];
            if (name.Length == 0 || name.Any(c => !char.IsAsciiLetterOrDigit(c) && c != '@') || values.Contains(string.Empty))
            {
                throw new FormatException($"'{part}' is no condition");
            }

            _terms.Add(new Term(name, isDenied, values));
        }
    }

    /// <summary>The names it asks for.</summary>
    public IEnumerable<string> Names => _terms.Select(term => term.Name);

    /// <summary>The values it compares a name with.</summary>
    public IEnumerable<(string Name, string Value)> Values => _terms.SelectMany(term => term.Values.Select(value => (term.Name, value)));

    /// <summary>Whether it holds.</summary>
    /// <param name="lookup">Gives the value of a name as it stands in JSON; null when there is none.</param>
    public bool Holds(Func<string, string?> lookup) => _terms.TrueForAll(term => term.Holds(lookup(term.Name)));

    private sealed record Term(string Name, bool IsDenied, string[] Values)
    {
        public bool Holds(string? value) => Values.Length == 0
            ? value is null == IsDenied
            : value is not null && Values.Contains(value, StringComparer.Ordinal) != IsDenied;
    }
}
