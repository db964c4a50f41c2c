using Gatehouse.Diagnosis.Comparison;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>
/// A comparison as an answer to read: what explains the failure, the steps side by side, what else differs, what to do. Lines carry styles
/// and no terminal codes; whoever prints them may colour them.
/// </summary>
public static class ComparisonText
{
    /// <summary>Lays a comparison out.</summary>
    /// <param name="report">What to say.</param>
    /// <param name="width">Columns available; held between those of <see cref="TextReport"/>.</param>
    /// <param name="detail">How much to say.</param>
    public static IReadOnlyList<TextLine> Render(ComparisonReport report, int width, TextDetail detail = TextDetail.Normal)
    {
        ArgumentNullException.ThrowIfNull(report);
        int held = Math.Clamp(width, TextReport.MinWidth, TextReport.MaxWidth);
        TextLayout layout = new(detail == TextDetail.Brief ? int.MaxValue : held);
        Headline(layout, report);
        if (detail == TextDetail.Brief)
        {
            return layout.Lines;
        }

        layout.Gap();
        Side(layout, "GOOD", report.Good);
        Side(layout, "BAD", report.Bad);
        layout.Paragraph(0, SafeText.Escape(report.Selection), TextStyle.Dim);
        new ComparisonTable(layout, held).Write(report.Steps);
        string legend = ComparisonTable.Legend(report.Steps);
        if (legend.Length > 0)
        {
            layout.Gap();
            layout.Paragraph(1, legend, TextStyle.Dim);
        }

        Differences(layout, report, DifferenceWeight.Explaining, "What explains the failure");
        Differences(layout, report, DifferenceWeight.WorthKnowing, "Worth knowing");
        Differences(layout, report, DifferenceWeight.Harmless, "Harmless");
        Steps(layout, "What to do", report.Remedies);
        Steps(layout, "What to capture next", report.NextSteps);
        return layout.Lines;
    }

    private static void Headline(TextLayout layout, ComparisonReport report)
    {
        (string word, TextStyle style) = report.Verdict.Outcome switch
        {
            ComparisonOutcome.Explained => ("Explained", TextStyle.Fault),
            ComparisonOutcome.Unexplained => ("Not explained", TextStyle.Warning),
            ComparisonOutcome.NoFailure => ("No failure", TextStyle.Warning),
            _ => ("Alike", TextStyle.Good),
        };
        string confidence = report.Verdict.Confidence is { } known ? $" ({Wording.Word(known)})" : string.Empty;
        layout.Paragraph(0, 0, [new TextSpan($"{word}{confidence}:", style), new TextSpan(" ", TextStyle.Plain),
            .. Wording.Spans(report.Verdict.Summary, TextStyle.Strong)]);
    }

    private static void Side(TextLayout layout, string name, ComparedSide side)
    {
        string conversation = side.Conversation is null ? string.Empty : $", {Wording.Of(side.Conversation)}";
        (string state, TextStyle style) = side.FaultCode is not null
            ? ($"fails: {SafeText.Escape(side.FaultTitle!)} ({SafeText.Escape(side.FaultCode)}, {Wording.Word(side.FaultConfidence!.Value)})", TextStyle.Fault)
            : side.Succeeds ? ("works", TextStyle.Good)
            : ("shows too little to say how it went", TextStyle.Warning);
        layout.Paragraph(0, 6, new TextSpan(TableCell.Pad(name, 6), TextStyle.Strong),
            new TextSpan($"{SafeText.Escape(side.Source.File)}{conversation}: ", TextStyle.Plain), new TextSpan(state, style));
    }

    private static void Differences(TextLayout layout, ComparisonReport report, DifferenceWeight weight, string title)
    {
        Difference[] differences = [.. report.Differences.Where(difference => difference.Weight == weight)];
        if (differences.Length == 0)
        {
            return;
        }

        layout.Heading(title);
        foreach (Difference difference in differences)
        {
            string confidence = difference.Confidence is { } known && differences.Length > 1 ? $" ({Wording.Word(known)})" : string.Empty;
            string proof = string.Join("; ", Proofs(report, difference));
            layout.Paragraph(2, 4, new TextSpan("- " + SafeText.Escape(difference.Text) + confidence, TextStyle.Plain),
                new TextSpan(weight == DifferenceWeight.Harmless || proof.Length == 0 ? string.Empty : $" [{proof}]", TextStyle.Dim));
        }
    }

    private static IEnumerable<string> Proofs(ComparisonReport report, Difference difference)
    {
        if (difference.GoodFrames.Count > 0)
        {
            yield return $"GOOD {Wording.Frames(difference.GoodFrames, IsLog(report.Good))}";
        }

        if (difference.BadFrames.Count > 0)
        {
            yield return $"BAD {Wording.Frames(difference.BadFrames, IsLog(report.Bad))}";
        }
    }

    private static bool IsLog(ComparedSide side) => side.Source.Kind.Contains("log", StringComparison.Ordinal);

    private static void Steps(TextLayout layout, string title, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        layout.Heading(title);
        for (int i = 0; i < steps.Count; i++)
        {
            string number = $"{i + 1}.";
            layout.Paragraph(2, 3 + number.Length, [new TextSpan(number + " ", TextStyle.Plain), .. Wording.Spans(steps[i])]);
        }
    }
}
