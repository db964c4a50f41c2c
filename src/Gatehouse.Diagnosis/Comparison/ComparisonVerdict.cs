using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison;

/// <summary>What a comparison came to, in one sentence.</summary>
/// <param name="Outcome">Which of the outcomes.</param>
/// <param name="Confidence">How far the evidence carries the explanation; null when there is none.</param>
/// <param name="Summary">One sentence.</param>
/// <param name="Difference">Index of the difference that explains the failure; null when none does.</param>
public sealed record ComparisonVerdict(ComparisonOutcome Outcome, Confidence? Confidence, string Summary, int? Difference);
