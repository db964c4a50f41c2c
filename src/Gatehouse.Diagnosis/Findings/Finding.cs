using System.Text.Json.Serialization;

namespace Gatehouse.Diagnosis.Findings;

/// <summary>One thing that was found, with what proves it and what to do about it.</summary>
public sealed record Finding
{
    /// <summary>A code of <see cref="FindingCodes"/>.</summary>
    public required string Code { get; init; }

    /// <summary>How much it matters.</summary>
    public required Severity Severity { get; init; }

    /// <summary>How far the evidence carries it.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>One line, without a full stop.</summary>
    public required string Title { get; init; }

    /// <summary>A few sentences: what was seen, what it means, what is not known.</summary>
    public required string Explanation { get; init; }

    /// <summary>The conversation, or the first of several alike; null when it is about none.</summary>
    public ConversationName? Conversation { get; init; }

    /// <summary>Where on the path; null when the evidence cannot place it.</summary>
    public Location? Where { get; init; }

    /// <summary>How many conversations or datagrams show the same.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Named numbers and words: string, bool, int, long, double, or a list of strings.</summary>
    public IReadOnlyDictionary<string, object> Facts { get; init; } = new Dictionary<string, object>();

    /// <summary>What proves it.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>What to do, most promising first.</summary>
    public IReadOnlyList<string> Remedies { get; init; } = [];

    /// <summary>What to capture next to settle it: ready commands and where to run them; empty when nothing is open.</summary>
    public IReadOnlyList<string> NextSteps { get; init; } = [];

    /// <summary>
    /// Codes of findings on the same conversation that this one explains: they stay in the report and are not the verdict.
    /// </summary>
    public IReadOnlyList<string> Explains { get; init; } = [];

    /// <summary>Codes of causes that look the same from this evidence; when equally probable, the symptom is the verdict.</summary>
    public IReadOnlyList<string> Rivals { get; init; } = [];

    /// <summary>What the rule said in English, in a report of another language; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public OriginalText? Original { get; init; }
}
