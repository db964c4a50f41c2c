using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Languages;

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
    /// <param name="language">The language that the comparison was translated to; null for English.</param>
    public static IReadOnlyList<TextLine> Render(ComparisonReport report, int width, TextDetail detail = TextDetail.Normal, Phrasebook? language = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        Wording words = language is null ? Wording.English : new Wording(language);
        int held = Math.Clamp(width, TextReport.MinWidth, TextReport.MaxWidth);
        TextLayout layout = new(detail == TextDetail.Brief ? int.MaxValue : held);
        Headline(layout, words, report, detail);
        if (detail == TextDetail.Brief)
        {
            return layout.Lines;
        }

        layout.Gap();
        Side(layout, words, "GOOD", report.Good, held);
        Side(layout, words, "BAD", report.Bad, held);
        layout.Paragraph(0, SafeText.Escape(report.Selection), TextStyle.Dim);
        new ComparisonTable(layout, held, words).Write(report, isWhole: detail == TextDetail.Full);
        string legend = ComparisonTable.Legend(report.Steps, words);
        if (legend.Length > 0)
        {
            layout.Gap();
            layout.Paragraph(1, legend, TextStyle.Dim);
        }

        int most = detail == TextDetail.Full ? int.MaxValue : MostSteps;
        Differences(layout, words, report, DifferenceWeight.Explaining, words[Phrase.WhatElseMayExplain]);
        Differences(layout, words, report, DifferenceWeight.WorthKnowing, words[Phrase.WorthKnowing]);
        Differences(layout, words, report, DifferenceWeight.Harmless, words[Phrase.Harmless]);
        Steps(layout, words, words[Phrase.WhatToDo], report.Remedies, most);
        Steps(layout, words, words[report.Verdict.Outcome == ComparisonOutcome.Explained ? Phrase.WhatToCaptureToBeSure : Phrase.WhatToCaptureNext], report.NextSteps, most);
        return layout.Lines;
    }

    private static void Headline(TextLayout layout, Wording words, ComparisonReport report, TextDetail detail)
    {
        (Phrase word, TextStyle style) = report.Verdict.Outcome switch
        {
            ComparisonOutcome.Explained => (Phrase.CompareExplained, TextStyle.Fault),
            ComparisonOutcome.Unexplained => (Phrase.CompareUnexplained, TextStyle.Warning),
            ComparisonOutcome.NoFailure => (Phrase.CompareNoFailure, TextStyle.Warning),
            _ => (Phrase.CompareAlike, TextStyle.Good),
        };
        string confidence = report.Verdict.Confidence is { } known ? words.Say(Phrase.Parenthesis, ("text", words.Word(known))) : string.Empty;
        layout.Paragraph(0, 0, [new TextSpan(words.Label(words[word] + confidence), style), new TextSpan(words.Gap, TextStyle.Plain),
            .. Wording.Spans(report.Verdict.Summary, TextStyle.Strong)]);
        if (detail != TextDetail.Brief && report.Verdict.Difference is { } index)
        {
            layout.Paragraph(0, string.Join(words[Phrase.Semicolon], Proofs(words, report, report.Differences[index])), TextStyle.Dim);
        }
    }

    private static void Side(TextLayout layout, Wording words, string name, ComparedSide side, int width)
    {
        const int Indent = 6;
        string conversation = side.Conversation is null ? string.Empty : $", {Wording.Of(side.Conversation)}";
        (string state, TextStyle style) = side.FaultCode is not null
            ? (words.Say(
                Phrase.SideFails,
                ("title", SafeText.Escape(side.FaultTitle!)),
                ("code", SafeText.Escape(side.FaultCode)),
                ("confidence", words.Word(side.FaultConfidence!.Value))), TextStyle.Fault)
            : side.Succeeds ? (words[Phrase.SideWorks], TextStyle.Good)
            : (words[Phrase.SideShowsTooLittle], TextStyle.Warning);
        string label = TableCell.Pad(name, Indent);
        foreach (string line in TableCell.Wrap(SafeText.Escape(side.Source.File) + conversation, width - Indent))
        {
            layout.Unwrapped(0, new TextSpan(label, TextStyle.Strong), new TextSpan(line, TextStyle.Plain));
            label = new string(' ', Indent);
        }

        layout.Paragraph(Indent, state, style);
    }

    private static void Differences(TextLayout layout, Wording words, ComparisonReport report, DifferenceWeight weight, string title)
    {
        Difference[] differences = [.. report.Differences.Where((difference, i) => difference.Weight == weight && i != report.Verdict.Difference)];
        if (differences.Length == 0)
        {
            return;
        }

        layout.Heading(title);
        foreach (Difference difference in differences)
        {
            string confidence = difference.Confidence is { } known ? words.Say(Phrase.Parenthesis, ("text", words.Word(known))) : string.Empty;
            string proof = string.Join(words[Phrase.Semicolon], Proofs(words, report, difference));
            layout.Paragraph(2, 4, new TextSpan("- " + SafeText.Escape(difference.Text) + confidence, TextStyle.Plain),
                new TextSpan(weight == DifferenceWeight.Harmless || proof.Length == 0 ? string.Empty : $" [{proof}]", TextStyle.Dim));
        }
    }

    private static IEnumerable<string> Proofs(Wording words, ComparisonReport report, Difference difference)
    {
        if (difference.GoodFrames.Count > 0)
        {
            yield return $"GOOD {words.Frames(difference.GoodFrames, IsLog(report.Good))}";
        }

        if (difference.BadFrames.Count > 0)
        {
            yield return $"BAD {words.Frames(difference.BadFrames, IsLog(report.Bad))}";
        }
    }

    private static bool IsLog(ComparedSide side) => side.Source.Kind.Contains("log", StringComparison.Ordinal);

    private static void Steps(TextLayout layout, Wording words, string title, IReadOnlyList<string> steps, int most)
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
            layout.Paragraph(2, words.Count(Phrase.MoreStepsWithVerbose, steps.Count - most), TextStyle.Dim);
        }
    }
}
