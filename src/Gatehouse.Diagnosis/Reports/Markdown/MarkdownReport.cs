using System.Text;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports.Markdown;

/// <summary>The report as Markdown (CommonMark with tables), to be pasted into a ticket.</summary>
public static class MarkdownReport
{
    /// <summary>Renders a report, ending with a line feed. The same report gives the same text.</summary>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ReportParts parts = new(report);
        StringBuilder text = new();
        Verdict(text, parts);
        if (report.Path.Count > 1)
        {
            text.Append(report.Verdict.Where is null ? "\n## The path\n\n" : "\n## Where it breaks\n\n");
            text.Append(MarkdownText.Block(PathText.Draw(report.Path, report.Verdict.Where)));
            Losses(text, report);
        }

        if (report.Ladder is { } ladder)
        {
            MarkdownLadder.Write(text, ladder);
        }

        MarkdownFinding findings = new(text, parts);
        if (parts.Lead is { } lead)
        {
            text.Append("\n## What happened\n\n").Append(MarkdownText.Prose(lead.Explanation)).Append('\n');
            findings.Proven(lead, "###");
            findings.Rivals();
            findings.Steps("##", "What to do", lead.Remedies);
            findings.Steps("##", "What to capture next", lead.NextSteps);
        }

        findings.Others();
        Sources(text, report);
        return text.ToString();
    }

    private static void Verdict(StringBuilder text, ReportParts parts)
    {
        Verdict verdict = parts.Report.Verdict;
        text.Append("# ").Append(parts.Word).Append(": ").Append(MarkdownText.Prose(verdict.Summary)).Append('\n');
        if (parts.HasCause)
        {
            text.Append('\n').Append(MarkdownText.Code(verdict.Code)).Append(", ").Append(Wording.Of(verdict.Confidence)).Append('\n');
        }

        if (parts.Where.Length > 0 || parts.Lead?.Conversation is not null)
        {
            text.Append('\n');
        }

        if (parts.Where.Length > 0)
        {
            text.Append("- **Where:** ").Append(MarkdownText.Of(parts.Where)).Append('\n');
        }

        if (parts.Lead?.Conversation is { } conversation)
        {
            text.Append("- **Who:** ").Append(MarkdownText.Of(Wording.Of(conversation))).Append(ReportParts.Alike(parts.Lead)).Append('\n');
        }
    }

    private static void Losses(StringBuilder text, Report report)
    {
        PathCounts counts = new(report);
        string[] lines =
        [
            .. Enumerable.Range(1, report.Path.Count - 1).Where(segment => counts.Lost(segment) is not null).Select(segment =>
                $"- {MarkdownText.Of(report.Path[segment - 1])} to {MarkdownText.Of(report.Path[segment])}: {counts.Lost(segment)}\n"),
        ];
        if (lines.Length > 0)
        {
            text.Append("\nPackets of this conversation:\n\n").AppendJoin(string.Empty, lines);
        }
    }

    private static void Sources(StringBuilder text, Report report)
    {
        text.Append("\n## Evidence\n\n| Source | File | Kind | Size | Time | Clock |\n|---|---|---|---|---|---|\n");
        foreach (SourceSummary source in report.Sources)
        {
            string[] cells =
            [
                source.Name, SourceText.File(source), source.Kind, SourceText.Frames(source), Wording.Span(source.From, source.To),
                SourceText.Clock(source, report.Sources[0], isExact: true),
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(MarkdownText.Of)).Append(" |\n");
        }

        text.Append('\n');
        foreach (SourceSummary source in report.Sources)
        {
            Remarks(text, source.Name, [.. source.Problems, .. source.Notes]);
        }

        Remarks(text, "Passed over", report.Skipped);
        text.Append(SourceText.Conversations(report.Conversations)).Append('\n');
    }

    private static void Remarks(StringBuilder text, string about, IReadOnlyList<string> remarks)
    {
        foreach (string remark in remarks.Take(SourceText.MaxRemarks))
        {
            text.Append("- ").Append(MarkdownText.Of(about)).Append(": ").Append(MarkdownText.Of(remark)).Append('\n');
        }

        if (remarks.Count > SourceText.MaxRemarks)
        {
            text.Append("- ").Append(MarkdownText.Of(about)).Append(": and ").Append(remarks.Count - SourceText.MaxRemarks).Append(" more (all of them in JSON)\n");
        }

        if (remarks.Count > 0)
        {
            text.Append('\n');
        }
    }
}
