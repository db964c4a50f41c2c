namespace Gatehouse.Diagnosis.Languages;

/// <summary>What a language says of one code, ready to be said.</summary>
internal sealed class FindingPhrases(FindingSection section, IReadOnlyDictionary<string, string> shared)
{
    /// <summary>Titles, of which the first that fits is taken.</summary>
    public IReadOnlyList<PhraseLine> Title { get; } = Lines(section.Title, shared);

    /// <summary>Sentences of the explanation.</summary>
    public IReadOnlyList<PhraseLine> Explanation { get; } = Lines(section.Explanation, shared);

    /// <summary>What to do.</summary>
    public IReadOnlyList<PhraseLine> Remedies { get; } = Lines(section.Remedies, shared);

    private static PhraseLine[] Lines(IReadOnlyList<string> lines, IReadOnlyDictionary<string, string> shared) => [.. lines.Select(line => new PhraseLine(line, shared))];
}
