namespace Gatehouse.Diagnosis.Languages;

/// <summary>The file of a language as it is written; docs/languages.md explains it to translators.</summary>
internal sealed record PhrasebookFile
{
    /// <summary>The language's tag (BCP 47), the value of <c>--lang</c> and of the <c>lang</c> attribute of HTML.</summary>
    public required string Language { get; init; }

    /// <summary>The language's own name.</summary>
    public required string Name { get; init; }

    /// <summary>Fonts of the system that have the language's characters, as CSS names them; empty where any font has.</summary>
    public required string Fonts { get; init; }

    /// <summary>What stands between groups of three digits.</summary>
    public required string Group { get; init; }

    /// <summary>What stands between the items of a list.</summary>
    public required string List { get; init; }

    /// <summary>Words of which one must stand in the title of a finding that is only possible; tests look for them.</summary>
    public required IReadOnlyList<string> Hedges { get; init; }

    /// <summary>The fixed words, by the names of <see cref="Phrase"/>; with ".one" behind the name, what stands for a count of 1.</summary>
    public required IReadOnlyDictionary<string, string> Words { get; init; }

    /// <summary>Names of facts.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }

    /// <summary>Words that are values of facts: by fact, and under "*" for any.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Values { get; init; }

    /// <summary>Sentences that several findings share; a line "#name" stands for one.</summary>
    public required IReadOnlyDictionary<string, string> Shared { get; init; }

    /// <summary>The findings, by code.</summary>
    public required IReadOnlyDictionary<string, FindingSection> Findings { get; init; }

    /// <summary>What to capture or look up next, in English, with what stands for it.</summary>
    public required IReadOnlyDictionary<string, string> Steps { get; init; }

    /// <summary>Short English remarks (notes of evidence and of sources) with what stands for them.</summary>
    public required IReadOnlyDictionary<string, string> Remarks { get; init; }

    /// <summary>Words of labels of packets, the same way.</summary>
    public required IReadOnlyDictionary<string, string> Packets { get; init; }

    /// <summary>What comparisons say: steps and sentences, the same way.</summary>
    public required IReadOnlyDictionary<string, string> Comparison { get; init; }

    /// <summary>What steps of comparisons show, the same way; never looked for in sentences, which such short words could fit.</summary>
    public required IReadOnlyDictionary<string, string> Compared { get; init; }
}
