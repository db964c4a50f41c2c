using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>A comparison in the shape and order of its JSON.</summary>
internal sealed record ComparisonDocument(
    string Schema,
    ComparisonVerdict Verdict,
    ComparedSide Good,
    ComparedSide Bad,
    string Selection,
    IReadOnlyList<ComparedStep> Steps,
    IReadOnlyList<Difference> Differences,
    IReadOnlyList<string> Remedies,
    IReadOnlyList<string> NextSteps,
    Finding? Fault)
{
    /// <summary>Wraps a report.</summary>
    public static ComparisonDocument From(ComparisonReport report) => new(
        ComparisonJson.Schema,
        report.Verdict,
        report.Good,
        report.Bad,
        report.Selection,
        report.Steps,
        report.Differences,
        report.Remedies,
        report.NextSteps,
        report.Fault);
}
