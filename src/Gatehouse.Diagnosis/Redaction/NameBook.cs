using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// Names and their pseudonyms. A name is replaced wherever it stands for itself; one that is also a plain word only where a name is
/// all that can stand.
/// </summary>
internal sealed class NameBook
{
    /// <summary>Longer names are known by so many letters; what runs on to the next blank is replaced with them.</summary>
    internal const int MostLetters = 512;

    private static readonly SearchValues<char> Punctuation = SearchValues.Create("./\\-*?:");

    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _inProse = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _found;
    private readonly Dictionary<char, SortedSet<int>> _lengths = [];
    private readonly Dictionary<string, int> _counts = [];
    private readonly HashSet<string> _kept = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>An empty book.</summary>
    public NameBook() => _found = _inProse.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Keeps a name as it is, whatever is learnt later.</summary>
    public void Keep(string name) => _kept.Add(name);

    /// <summary>Gives a name a pseudonym.</summary>
    /// <param name="name">The name; nothing is done when it has one, or names nothing.</param>
    /// <param name="kind">What its pseudonym begins with.</param>
    /// <param name="ending">What its pseudonym ends with.</param>
    public void Learn(string? name, string kind, string ending)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name) || !name.AsSpan().ContainsAnyExcept(Punctuation) || _kept.Contains(name))
        {
            return;
        }

        name = name.Length > MostLetters ? name[..MostLetters] : name;
        if (_names.ContainsKey(name))
        {
            return;
        }

        int number = _counts.GetValueOrDefault(kind) + 1;
        _counts[kind] = number;
        string pseudonym = string.Create(CultureInfo.InvariantCulture, $"{kind}-{number}{ending}");
        _names[name] = pseudonym;
        if (name.Length > 2 && !PlainWords.AreAll(name))
        {
            _inProse[name] = pseudonym;
            char first = char.ToUpperInvariant(name[0]);
            if (!_lengths.TryGetValue(first, out SortedSet<int>? lengths))
            {
                _lengths[first] = lengths = new SortedSet<int>(Comparer<int>.Create((one, other) => other - one));
            }

            lengths.Add(name.Length);
        }
    }

    /// <summary>The pseudonym of what is a name and nothing else; null when it has none.</summary>
    public string? Find(string name) => _names.GetValueOrDefault(name.Length > MostLetters ? name[..MostLetters] : name);

    /// <summary>Replaces the names in a text.</summary>
    public string Replace(string text)
    {
        StringBuilder? replaced = null;
        int kept = 0;
        int at = 0;
        while (at < text.Length)
        {
            if ((at == 0 || !IsOfWord(text[at - 1])) && LongestAt(text, at, out int length) is { } pseudonym)
            {
                (replaced ??= new StringBuilder()).Append(text, kept, at - kept).Append(pseudonym);
                kept = at += length;
            }
            else
            {
                at++;
            }
        }

        return replaced is null ? text : replaced.Append(text, kept, text.Length - kept).ToString();
    }

    private string? LongestAt(string text, int start, out int length)
    {
        length = 0;
        if (!_lengths.TryGetValue(char.ToUpperInvariant(text[start]), out SortedSet<int>? lengths))
        {
            return null;
        }

        foreach (int candidate in lengths)
        {
            int end = start + candidate;
            if (end > text.Length || (candidate < MostLetters && end < text.Length && IsOfWord(text[end]))
                || !_found.TryGetValue(text.AsSpan(start, candidate), out string? pseudonym))
            {
                continue;
            }

            int rest = candidate < MostLetters ? 0 : text.AsSpan(end).IndexOf(' ');
            length = rest < 0 ? text.Length - start : candidate + rest;
            return pseudonym;
        }

        return null;
    }

    private static bool IsOfWord(char letter) => char.IsLetterOrDigit(letter) || letter is '_' or '-';
}
