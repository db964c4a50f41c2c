using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>Short English remarks and what stands for them in another language. Remarks with names in braces are found by their first letters.</summary>
internal sealed class RemarkPhrases
{
    // What Match costs grows with the length; remarks are short.
    private const int Longest = 2_048;

    private readonly FrozenDictionary<string, string> _whole;
    private readonly (PhraseTemplate English, PhraseTemplate Own)[] _patterns;

    /// <summary>Reads them.</summary>
    public RemarkPhrases(IReadOnlyDictionary<string, string> remarks)
    {
        _whole = remarks.Where(remark => !remark.Key.Contains('{', StringComparison.Ordinal)).ToFrozenDictionary();
        _patterns =
        [
            .. remarks.Where(remark => remark.Key.Contains('{', StringComparison.Ordinal))
                .Select(remark => (English: new PhraseTemplate(remark.Key), Own: new PhraseTemplate(remark.Value)))
                .OrderByDescending(pattern => pattern.English.Text.Length),
        ];
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

        foreach ((PhraseTemplate pattern, PhraseTemplate words) in english.Length <= Longest ? _patterns : [])
        {
            if (pattern.Match(english) is { } values)
            {
                return words.TryFill(name => values.TryGetValue(name, out string? known) ? value(known) : null, out own);
            }
        }

        return false;
    }
}
