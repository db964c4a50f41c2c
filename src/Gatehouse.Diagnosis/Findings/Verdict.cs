namespace Gatehouse.Diagnosis.Findings;

/// <summary>The root cause, chosen among the findings.</summary>
/// <param name="Code">A code of <see cref="FindingCodes"/>.</param>
/// <param name="Confidence">How far the evidence carries it.</param>
/// <param name="Summary">The cause in one sentence.</param>
/// <param name="FindingIndex">Index of the finding it rests on; null when it rests on none.</param>
/// <param name="Where">Where on the path; null when the evidence cannot place it.</param>
public sealed record Verdict(string Code, Confidence Confidence, string Summary, int? FindingIndex, Location? Where);
