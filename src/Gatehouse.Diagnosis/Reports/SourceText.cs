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

        layout.Paragraph(2, Conversations(report.Conversations));
    }

    /// <summary>"12 conversations: 11 healthy, 1 faulty".</summary>
    public static string Conversations(ConversationCounts counts)
    {
        if (counts.Total == 0)
        {
            return "no conversation";
        }

        string unjudged = counts.Unjudged > 0
            ? string.Create(CultureInfo.InvariantCulture, $", {counts.Unjudged:#,0} of which too little is shown")
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture,
            $"{Wording.Count(counts.Total, "conversation")}: {counts.Healthy:#,0} healthy, {counts.Faulty:#,0} faulty{unjudged}");
    }

    /// <summary>How a source's clock differs from the reference's, escaped; empty when it hardly does, or nothing is known of it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="reference">The source whose clock counts.</param>
    /// <param name="isExact">Whether small differences matter too.</param>
    public static string Clock(SourceSummary source, SourceSummary reference, bool isExact = false)
    {
        if (Math.Abs(source.ClockOffsetSeconds) < ClockWorthSaying)
        {
            return isExact && !ReferenceEquals(source, reference) && source.ClockUncertaintySeconds is { } known
                ? string.Create(CultureInfo.InvariantCulture,
                    $"clock {source.ClockOffsetSeconds:+0.000000;-0.000000;0.000000} s against {SafeText.Escape(reference.Name)}'s, give or take {known:0.000000} s")
                : string.Empty;
        }

        string side = source.ClockOffsetSeconds > 0 ? "ahead of" : "behind";
        string uncertainty = source.ClockUncertaintySeconds is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $", give or take {seconds:0.######} s")
            : string.Empty;
        return string.Create(CultureInfo.InvariantCulture,
            $"clock {Math.Abs(source.ClockOffsetSeconds):0.###} s {side} {SafeText.Escape(reference.Name)}'s{uncertainty}");
    }

    /// <summary>"40 frames", or "lines" of a log.</summary>
    public static string Frames(SourceSummary source) => Wording.Count(source.Frames, ReportParts.IsLog(source) ? "line" : "frame");

    /// <summary>The file as the user knows it, escaped.</summary>
    public static string File(SourceSummary source) => source.File == "-" ? "standard input" : SafeText.Escape(source.File);

    private static void Source(TextLayout layout, SourceSummary source, SourceSummary reference)
    {
        IEnumerable<string> facts = new[] { SafeText.Escape(source.Kind), Frames(source), Wording.Span(source.From, source.To), Clock(source, reference) }
            .Where(fact => fact.Length > 0);
        layout.Paragraph(2, 4, new TextSpan(SafeText.Escape(source.Name), TextStyle.Strong),
            new TextSpan($": {File(source)} ({string.Join(", ", facts)})", TextStyle.Plain));
        Remarks(layout, source.Problems, TextStyle.Warning);
        Remarks(layout, source.Notes, TextStyle.Dim);
    }

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
