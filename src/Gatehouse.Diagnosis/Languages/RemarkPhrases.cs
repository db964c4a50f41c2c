using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>Short English remarks and what stands for them in another language. Remarks with names in braces are found by their first letters.</summary>
internal sealed class RemarkPhrases
{
    // What Match costs grows with the length; remarks are short.
    private const int Longest = 2_048;

    private readonly Dictionary<string, string> _whole = [];
    private readonly List<Pattern> _patterns = [];

    /// <summary>Reads them.</summary>
    public RemarkPhrases(IReadOnlyDictionary<string, string> remarks)
    {
        foreach (string english in remarks.Keys.OrderByDescending(english => english.Length))
        {
            if (english.Contains('{', StringComparison.Ordinal))
            {
                _patterns.Add(new Pattern(new PhraseTemplate(english), new PhraseTemplate(remarks[english])));
            }
            else
            {
                _whole[english] = remarks[english];
            }
        }
    }

    /// <summary>The remark in this language.</summary>
    /// <param name="english">The remark.</param>
    /// <param name="value">Says what stood in braces.</param>
    /// <param name="own">The translation.</param>
    public bool TrySay(string english, Func<string, string> value, [NotNullWhen(true)] out string? own)
    {
        if (_whole.TryGetValue(english, out own))
        {
            return true;
        }

        foreach (Pattern pattern in english.Length <= Longest ? _patterns : [])
        {
            if (pattern.English.Match(english) is { } values)
            {
                return pattern.Own.TryFill(name => values.TryGetValue(name, out string? known) ? value(known) : null, out own);
            }
        }

        return false;
    }

    private sealed record Pattern(PhraseTemplate English, PhraseTemplate Own);
}
