using System.Globalization;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>What the evidence was, and what it could not show.</summary>
internal static class SourceText
{
    /// <summary>Remarks on one source that are listed before the rest is only counted.</summary>
    public const int MaxRemarks = 6;

    // Smaller differences between two clocks are not worth a reader's time; JSON has them all.
    private const double ClockWorthSaying = 0.001;

    /// <summary>Writes the sources, the path and the conversation counts.</summary>
    public static void Write(TextLayout layout, Report report)
    {
        layout.Heading("Evidence");
        foreach (SourceSummary source in report.Sources)
        {
            Source(layout, source, report.Sources[0]);
        }

        if (report.Skipped.Count > 0)
        {
            layout.Paragraph(2, "passed over:");
            Remarks(layout, report.Skipped, TextStyle.Dim);
        }

        if (report.Path.Count > 1)
        {
            layout.Paragraph(2, 4, new TextSpan("path: " + PathText.Draw(report.Path, report.Verdict.Where), TextStyle.Plain));
        }

        ConversationCounts counts = report.Conversations;
        if (counts.Total > 0)
        {
            string unjudged = counts.Unjudged > 0
                ? string.Create(CultureInfo.InvariantCulture, $", {counts.Unjudged:#,0} of which too little is shown")
                : string.Empty;
            layout.Paragraph(2, string.Create(CultureInfo.InvariantCulture,
                $"{Wording.Count(counts.Total, "conversation")}: {counts.Healthy:#,0} healthy, {counts.Faulty:#,0} faulty{unjudged}"));
        }
        else
        {
            layout.Paragraph(2, "no conversation");
        }
    }

    private static void Source(TextLayout layout, SourceSummary source, SourceSummary reference)
    {
        List<string> facts = [SafeText.Escape(source.Kind), Wording.Count(source.Frames, source.HasLines ? "line" : "frame")];
        string span = Wording.Span(source.From, source.To);
        if (span.Length > 0)
        {
            facts.Add(span);
        }

        if (Math.Abs(source.ClockOffsetSeconds) >= ClockWorthSaying)
        {
            string side = source.ClockOffsetSeconds > 0 ? "ahead of" : "behind";
            facts.Add(string.Create(CultureInfo.InvariantCulture, $"clock {Math.Abs(source.ClockOffsetSeconds):0.###} s {side} {SafeText.Escape(reference.Name)}'s{Uncertainty(source)}"));
        }

        string file = source.File == "-" ? "standard input" : source.File;
        layout.Paragraph(2, 4, new TextSpan(SafeText.Escape(source.Name), TextStyle.Strong),
            new TextSpan($": {SafeText.Escape(file)} ({string.Join(", ", facts)})", TextStyle.Plain));
        Remarks(layout, source.Problems, TextStyle.Warning);
        Remarks(layout, source.Notes, TextStyle.Dim);
    }

    private static string Uncertainty(SourceSummary source) => source.ClockUncertaintySeconds is { } uncertainty
        ? string.Create(CultureInfo.InvariantCulture, $", give or take {uncertainty:0.######} s")
        : string.Empty;

    private static void Remarks(TextLayout layout, IReadOnlyList<string> remarks, TextStyle style)
    {
        foreach (string remark in remarks.Take(MaxRemarks))
        {
            layout.Paragraph(4, 6, new TextSpan("- ", TextStyle.Plain), new TextSpan(SafeText.Escape(remark), style));
        }

        if (remarks.Count > MaxRemarks)
        {
            layout.Paragraph(4, $"- and {remarks.Count - MaxRemarks} more (all of them in JSON)", TextStyle.Dim);
        }
    }
}
