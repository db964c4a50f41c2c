namespace Gatehouse.Diagnosis.Languages;

/// <summary>What a language's file says of one code. Each line is a sentence, with a condition in square brackets before it where it has one.</summary>
internal sealed record FindingSection
{
    /// <summary>The first line that fits is the title.</summary>
    public required IReadOnlyList<string> Title { get; init; }

    /// <summary>All lines that fit are the explanation.</summary>
    public required IReadOnlyList<string> Explanation { get; init; }

    /// <summary>All lines that fit are what to do.</summary>
    public required IReadOnlyList<string> Remedies { get; init; }
}
