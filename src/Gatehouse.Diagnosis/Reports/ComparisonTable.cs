using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The steps of a comparison in three columns, or, on a narrow terminal, one below the other.</summary>
/// <param name="layout">Where it is written.</param>
/// <param name="width">Columns available.</param>
/// <param name="words">The language.</param>
internal sealed class ComparisonTable(TextLayout layout, int width, Wording words)
{
    /// <summary>Columns before the title: the mark and a space.</summary>
    private const int MarkWidth = 4;

    private const int Gap = 2;

    // Worth a row even when one side has nothing of it: the missing answer, and what was said instead.
    private static readonly string[] Telling = [StepCodes.CheckVerdict, StepCodes.HttpAnswer, StepCodes.TlsAlert, StepCodes.Icmp];

    /// <summary>Narrowest column of values; below it values stand one below the other.</summary>
    private const int NarrowestValue = 22;

    /// <summary>Writes the steps.</summary>
    /// <param name="report">Has them.</param>
    /// <param name="isWhole">Whether steps that a side which fails never got to are listed one by one, and not just named.</param>
    public void Write(ComparisonReport report, bool isWhole)
    {
        ComparedStep[] missedByBad = isWhole ? [] : [.. report.Steps.Where(step => step.Bad is null && IsMissed(step, report.Bad))];
        ComparedStep[] missedByGood = isWhole ? [] : [.. report.Steps.Where(step => step.Good is null && IsMissed(step, report.Good))];
        Rows([.. report.Steps.Except(missedByBad).Except(missedByGood)]);
        Missed("GOOD", missedByBad);
        Missed("BAD", missedByGood);
    }

    private static bool IsMissed(ComparedStep step, ComparedSide side) =>
        step.Weight == DifferenceWeight.Consequence && side.Fails && !Telling.Contains(step.Code);

    private void Missed(string side, ComparedStep[] steps)
    {
        if (steps.Length > 0)
        {
            layout.Paragraph(1, MarkWidth, new TextSpan($"{Mark(DifferenceWeight.Consequence)} {words.Say(Phrase.OnlyOneGetsTo, ("side", side))}", TextStyle.Plain),
                new TextSpan(string.Join(words[Phrase.Comma], steps.Select(step => step.Title)), TextStyle.Dim));
        }
    }

    private void Rows(ComparedStep[] steps)
    {
        if (steps.Length == 0)
        {
            return;
        }

        int title = steps.Max(step => CellWidth.Of(step.Title));
        int values = width - MarkWidth - title - (2 * Gap);
        bool isNarrow = values / 2 < NarrowestValue;
        int widestGood = Math.Max("GOOD".Length, steps.Max(step => CellWidth.Of(Text(step.Good))));
        int widestBad = steps.Max(step => CellWidth.Of(BadText(step)));
        int goodValue = Math.Min(widestGood, Math.Max(values / 2, values - widestBad));
        int badValue = values - goodValue;
        string group = string.Empty;
        layout.Gap();
        if (!isNarrow)
        {
            layout.Unwrapped(MarkWidth, new TextSpan(TableCell.Pad(string.Empty, title + Gap) + TableCell.Pad("GOOD", goodValue + Gap) + "BAD", TextStyle.Heading));
        }

        foreach (ComparedStep step in steps)
        {
            if (step.Group != group)
            {
                group = step.Group;
                layout.Unwrapped(0, new TextSpan(group, TextStyle.Heading));
            }

            if (isNarrow)
            {
                Stack(step);
            }
            else
            {
                Row(step, title, goodValue, badValue);
            }
        }
    }

    /// <summary>What the marks mean, of those that occur.</summary>
    public static string Legend(IReadOnlyList<ComparedStep> steps, Wording words) => string.Join(
        " · ",
        Enum.GetValues<DifferenceWeight>()
            .OrderDescending()
            .Where(weight => weight != DifferenceWeight.Same && steps.Any(step => step.Weight == weight))
            .Select(weight => $"{Mark(weight).Trim()} {words[Meaning(weight)]}"));

    private static string Mark(DifferenceWeight weight) => weight switch
    {
        DifferenceWeight.Explaining => "!!",
        DifferenceWeight.WorthKnowing => "! ",
        DifferenceWeight.Consequence => "x ",
        DifferenceWeight.Harmless => "~ ",
        DifferenceWeight.Unknown => "? ",
        _ => "  ",
    };

    private static Phrase Meaning(DifferenceWeight weight) => weight switch
    {
        DifferenceWeight.Explaining => Phrase.MarkExplains,
        DifferenceWeight.WorthKnowing => Phrase.MarkWorthKnowing,
        DifferenceWeight.Consequence => Phrase.MarkFollows,
        DifferenceWeight.Harmless => Phrase.MarkHarmless,
        _ => Phrase.MarkIncomparable,
    };

    private static TextStyle Style(DifferenceWeight weight) => weight switch
    {
        DifferenceWeight.Explaining => TextStyle.Fault,
        DifferenceWeight.WorthKnowing => TextStyle.Warning,
        DifferenceWeight.Same or DifferenceWeight.Unknown => TextStyle.Dim,
        _ => TextStyle.Plain,
    };

    private static string Text(ComparedValue? value) => value is null ? "–" : SafeText.Escape(value.Text);

    private static string BadText(ComparedStep step) => step.Weight == DifferenceWeight.Same ? "=" : Text(step.Bad);

    private void Row(ComparedStep step, int title, int goodWidth, int badWidth)
    {
        TextStyle style = Style(step.Weight);
        IReadOnlyList<string> good = TableCell.Wrap(Text(step.Good), goodWidth);
        IReadOnlyList<string> bad = TableCell.Wrap(BadText(step), badWidth);
        for (int i = 0; i < Math.Max(good.Count, bad.Count); i++)
        {
            string left = i < good.Count ? good[i] : string.Empty;
            string right = i < bad.Count ? bad[i] : string.Empty;
            string cells = right.Length == 0 ? left : TableCell.Pad(left, goodWidth + Gap) + right;
            layout.Unwrapped(
                1,
                new TextSpan((i == 0 ? Mark(step.Weight) : "  ") + " ", style),
                new TextSpan(TableCell.Pad(i == 0 ? step.Title : string.Empty, title + Gap), i == 0 ? TextStyle.Plain : style),
                new TextSpan(cells, style));
        }
    }

    private void Stack(ComparedStep step)
    {
        TextStyle style = Style(step.Weight);
        layout.Unwrapped(1, new TextSpan(Mark(step.Weight) + " ", style), new TextSpan(step.Title, TextStyle.Plain));
        if (step.Weight == DifferenceWeight.Same)
        {
            Cell(words[Phrase.BothSides], Text(step.Good), style);
            return;
        }

        Cell("GOOD", Text(step.Good), style);
        Cell("BAD", Text(step.Bad), style);
    }

    private void Cell(string side, string text, TextStyle style)
    {
        const int Indent = MarkWidth + 2;
        string label = TableCell.Pad(side, Math.Max("GOOD".Length, CellWidth.Of(words[Phrase.BothSides])) + Gap);
        IReadOnlyList<string> lines = TableCell.Wrap(text, width - Indent - CellWidth.Of(label));
        for (int i = 0; i < lines.Count; i++)
        {
            layout.Unwrapped(Indent, new TextSpan(i == 0 ? label : new string(' ', CellWidth.Of(label)), TextStyle.Dim), new TextSpan(lines[i], style));
        }
    }
}
