using Gatehouse.Diagnosis.Comparison;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>
/// A comparison as an answer to read: what explains the failure, the steps side by side, what else differs, what to do. Lines carry styles
/// and no terminal codes; whoever prints them may colour them.
/// </summary>
public static class ComparisonText
{
    /// <summary>Things to do, and to capture, that are listed unless everything is asked for.</summary>
    public const int MostSteps = 3;

    /// <summary>Lays a comparison out.</summary>
    /// <param name="report">What to say.</param>
    /// <param name="width">Columns available; held between those of <see cref="TextReport"/>.</param>
    /// <param name="detail">How much to say.</param>
    public static IReadOnlyList<TextLine> Render(ComparisonReport report, int width, TextDetail detail = TextDetail.Normal)
    {
        ArgumentNullException.ThrowIfNull(report);
        int held = Math.Clamp(width, TextReport.MinWidth, TextReport.MaxWidth);
        TextLayout layout = new(detail == TextDetail.Brief ? int.MaxValue : held);
        Headline(layout, report, detail);
        if (detail == TextDetail.Brief)
        {
            return layout.Lines;
        }

        layout.Gap();
        Side(layout, "GOOD", report.Good, held);
        Side(layout, "BAD", report.Bad, held);
        layout.Paragraph(0, SafeText.Escape(report.Selection), TextStyle.Dim);
        new ComparisonTable(layout, held).Write(report, isWhole: detail == TextDetail.Full);
        string legend = ComparisonTable.Legend(report.Steps);
        if (legend.Length > 0)
        {
            layout.Gap();
            layout.Paragraph(1, legend, TextStyle.Dim);
        }

        int most = detail == TextDetail.Full ? int.MaxValue : MostSteps;
        Differences(layout, report, DifferenceWeight.Explaining, "What else may explain it");
        Differences(layout, report, DifferenceWeight.WorthKnowing, "Worth knowing");
        Differences(layout, report, DifferenceWeight.Harmless, "Harmless");
        Steps(layout, "What to do", report.Remedies, most);
        Steps(layout, report.Verdict.Outcome == ComparisonOutcome.Explained ? "What to capture to be sure" : "What to capture next", report.NextSteps, most);
        return layout.Lines;
    }

    private static void Headline(TextLayout layout, ComparisonReport report, TextDetail detail)
    {
        (string word, TextStyle style) = report.Verdict.Outcome switch
        {
            ComparisonOutcome.Explained => ("Explained", TextStyle.Fault),
            ComparisonOutcome.Unexplained => ("Not explained", TextStyle.Warning),
            ComparisonOutcome.NoFailure => ("No failure", TextStyle.Warning),
            _ => ("Alike", TextStyle.Good),
        };
        string confidence = report.Verdict.Confidence is { } known ? $" ({Wording.English.Word(known)})" : string.Empty;
        layout.Paragraph(0, 0, [new TextSpan($"{word}{confidence}:", style), new TextSpan(" ", TextStyle.Plain),
            .. Wording.Spans(report.Verdict.Summary, TextStyle.Strong)]);
        if (detail != TextDetail.Brief && report.Verdict.Difference is { } index)
        {
            layout.Paragraph(0, string.Join("; ", Proofs(report, report.Differences[index])), TextStyle.Dim);
        }
    }

    private static void Side(TextLayout layout, string name, ComparedSide side, int width)
    {
        const int Indent = 6;
        string conversation = side.Conversation is null ? string.Empty : $", {Wording.Of(side.Conversation)}";
        (string state, TextStyle style) = side.FaultCode is not null
            ? ($"fails: {SafeText.Escape(side.FaultTitle!)} ({SafeText.Escape(side.FaultCode)}, {Wording.English.Word(side.FaultConfidence!.Value)})", TextStyle.Fault)
            : side.Succeeds ? ("works", TextStyle.Good)
            : ("shows too little to say how it went", TextStyle.Warning);
        string label = TableCell.Pad(name, Indent);
        foreach (string line in TableCell.Wrap(SafeText.Escape(side.Source.File) + conversation, width - Indent))
        {
            layout.Unwrapped(0, new TextSpan(label, TextStyle.Strong), new TextSpan(line, TextStyle.Plain));
            label = new string(' ', Indent);
        }

        layout.Paragraph(Indent, state, style);
    }

    private static void Differences(TextLayout layout, ComparisonReport report, DifferenceWeight weight, string title)
    {
        Difference[] differences = [.. report.Differences.Where((difference, i) => difference.Weight == weight && i != report.Verdict.Difference)];
        if (differences.Length == 0)
        {
            return;
        }

        layout.Heading(title);
        foreach (Difference difference in differences)
        {
            string confidence = difference.Confidence is { } known ? $" ({Wording.English.Word(known)})" : string.Empty;
            string proof = string.Join("; ", Proofs(report, difference));
            layout.Paragraph(2, 4, new TextSpan("- " + SafeText.Escape(difference.Text) + confidence, TextStyle.Plain),
                new TextSpan(weight == DifferenceWeight.Harmless || proof.Length == 0 ? string.Empty : $" [{proof}]", TextStyle.Dim));
        }
    }

    private static IEnumerable<string> Proofs(ComparisonReport report, Difference difference)
    {
        if (difference.GoodFrames.Count > 0)
        {
            yield return $"GOOD {Wording.English.Frames(difference.GoodFrames, IsLog(report.Good))}";
        }

        if (difference.BadFrames.Count > 0)
        {
            yield return $"BAD {Wording.English.Frames(difference.BadFrames, IsLog(report.Bad))}";
        }
    }

    private static bool IsLog(ComparedSide side) => side.Source.Kind.Contains("log", StringComparison.Ordinal);

    private static void Steps(TextLayout layout, string title, IReadOnlyList<string> steps, int most)
    {
        if (steps.Count == 0)
        {
            return;
        }

        layout.Heading(title);
        for (int i = 0; i < Math.Min(steps.Count, most); i++)
        {
            string number = $"{i + 1}.";
            layout.Paragraph(2, 3 + number.Length, [new TextSpan(number + " ", TextStyle.Plain), .. Wording.Spans(steps[i])]);
        }

        if (steps.Count > most)
        {
            layout.Paragraph(2, $"and {steps.Count - most} more; -v shows them all", TextStyle.Dim);
        }
    }
}
