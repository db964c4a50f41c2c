using System.Globalization;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>Says the parts of a comparison in another language; what the language does not know stays as it is.</summary>
/// <param name="words">The language.</param>
internal sealed class ComparisonWords(Phrasebook words)
{
    /// <summary>How deep phrases stand in phrases at most.</summary>
    private const int MostDepth = 4;

    /// <summary>A sentence: with a full stop of its own, or a clause that was given one and a capital letter.</summary>
    public string Sentence(string english) => TrySentence(english, 0) ?? english;

    /// <summary>What a step shows: as a whole, or what stands between commas one by one.</summary>
    public string Value(string english) => Say(english, 0);

    /// <summary>What stands in a place of a sentence.</summary>
    public string Part(string english) => Say(english, 1);

    /// <summary>A clause as a whole.</summary>
    public string Whole(string english) => Shown(english, 0) ?? english;

    /// <summary>A label, with the mark behind it.</summary>
    public string Label(string label) => label + words[Phrase.Colon];

    /// <summary>Clauses in a row.</summary>
    public string Clauses(IEnumerable<string> clauses) => string.Join(words[Phrase.Semicolon], clauses);

    private string? TrySentence(string english, int depth)
    {
        if (Known(english, depth) is { } whole)
        {
            return whole;
        }

        if (!english.EndsWith('.'))
        {
            return null;
        }

        string clause = english[..^1];
        string? own = Known(clause, depth) ?? Known(char.ToLowerInvariant(clause.FirstOrDefault()) + clause[Math.Min(1, clause.Length)..], depth);
        return own is null ? null : own[..1].ToUpper(CultureInfo.InvariantCulture) + own[1..] + words[Phrase.FullStop].TrimEnd();
    }

    private string Say(string english, int depth)
    {
        const string Separator = ", ";
        if (depth > 0 && IsEvidence(english))
        {
            return english;
        }

        if (long.TryParse(english, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out long number) && english.Contains(',', StringComparison.Ordinal))
        {
            return words.Number(number);
        }

        return TrySentence(english, depth)
            ?? Shown(english, depth)
            ?? (english.Contains(Separator, StringComparison.Ordinal) ? string.Join(words[Phrase.Comma], english.Split(Separator).Select(part => Shown(part, depth) ?? part)) : english);
    }

    /// <summary>Distinguished names and what stands between quotation marks come from the evidence.</summary>
    private static bool IsEvidence(string part) => part.StartsWith('“') || part.Contains('=', StringComparison.Ordinal);

    private string? Known(string english, int depth) => Find(words.Comparison, english, depth);

    private string? Shown(string english, int depth) => Known(english, depth) ?? Find(words.Compared, english, depth);

    private string? Find(RemarkPhrases phrases, string english, int depth) =>
        depth < MostDepth && phrases.TrySay(english, part => Say(part, depth + 1), out string? own) ? own : null;
}
