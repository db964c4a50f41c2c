using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The verdict in the shape and order of its JSON.</summary>
/// <param name="Code">See <see cref="Verdict.Code"/>.</param>
/// <param name="Confidence">See <see cref="Verdict.Confidence"/>.</param>
/// <param name="Summary">See <see cref="Verdict.Summary"/>.</param>
/// <param name="Finding">Index in the list of findings, or null.</param>
/// <param name="Where">See <see cref="Verdict.Where"/>.</param>
internal sealed record VerdictDocument(string Code, Confidence Confidence, string Summary, int? Finding, Location? Where);
