using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The report in the shape and order of its JSON.</summary>
internal sealed record ReportDocument(
    string Schema,
    VerdictDocument Verdict,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<SourceSummary> Sources,
    IReadOnlyList<string> Path,
    ConversationCounts Conversations,
    IReadOnlyList<string> Skipped)
{
    /// <summary>Wraps a report.</summary>
    public static ReportDocument From(Report report)
    {
        Verdict verdict = report.Verdict;
        return new(
            JsonReport.Schema,
            new VerdictDocument(verdict.Code, verdict.Confidence, verdict.Summary, verdict.FindingIndex, verdict.Where),
            report.Findings,
            report.Sources,
            report.Path,
            report.Conversations,
            report.Skipped);
    }
}
