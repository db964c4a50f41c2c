using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison;

/// <summary>Everything a comparison has to say; all output formats are made from it.</summary>
public sealed record ComparisonReport
{
    /// <summary>What it comes to.</summary>
    public required ComparisonVerdict Verdict { get; init; }

    /// <summary>The endpoint that should work.</summary>
    public required ComparedSide Good { get; init; }

    /// <summary>The endpoint that should fail.</summary>
    public required ComparedSide Bad { get; init; }

    /// <summary>Why these two exchanges were compared, one sentence.</summary>
    public required string Selection { get; init; }

    /// <summary>The exchange step by step, in the order in which it happens; steps that neither side shows are left out.</summary>
    public required IReadOnlyList<ComparedStep> Steps { get; init; }

    /// <summary>What differs, the most telling first.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>What to do about the failure, most promising first.</summary>
    public IReadOnlyList<string> Remedies { get; init; } = [];

    /// <summary>What to capture or compare next to settle what is open; empty when nothing is.</summary>
    public IReadOnlyList<string> NextSteps { get; init; } = [];

    /// <summary>The failure that was to be explained; null when the bad side does not fail.</summary>
    public Finding? Fault { get; init; }
}
