using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>
/// The report as an answer to read: the cause first, then the proof, what to do, what to capture next, what else was noticed,
/// and what the evidence was. Lines carry styles and no terminal codes; whoever prints them may colour them.
/// </summary>
public static class TextReport
{
    /// <summary>Narrowest width that is laid out for; a narrower terminal wraps the lines itself.</summary>
    public const int MinWidth = 40;

    /// <summary>Widest lines: longer ones are hard to read.</summary>
    public const int MaxWidth = 110;

    /// <summary>Other findings listed in a report of normal detail.</summary>
    public const int MaxOthers = 8;

    /// <summary>Lays a report out.</summary>
    /// <param name="report">What to say.</param>
    /// <param name="width">Columns available; held between <see cref="MinWidth"/> and <see cref="MaxWidth"/>.</param>
    /// <param name="detail">How much to say.</param>
    /// <param name="language">The language of the fixed words; English unless given. <see cref="ReportTranslator"/> translates the rest.</param>
    public static IReadOnlyList<TextLine> Render(Report report, int width, TextDetail detail = TextDetail.Normal, Phrasebook? language = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        TextLayout layout = new(detail == TextDetail.Brief ? int.MaxValue : Math.Clamp(width, MinWidth, MaxWidth));
        ReportParts parts = new(report, new Wording(language ?? Phrasebook.English));
        Headline(layout, parts, detail);
        if (detail == TextDetail.Brief)
        {
            return layout.Lines;
        }

        FindingText findings = new(layout, parts);
        findings.Place(parts.Where, parts.Lead);
        if (parts.Lead is not null)
        {
            findings.Body(parts.Lead, parts.Rivals, detail);
        }

        Others(layout, findings, parts, detail);
        new SourceText(parts.Wording).Write(layout, report);
        return layout.Lines;
    }

    private static void Headline(TextLayout layout, ReportParts parts, TextDetail detail)
    {
        Verdict verdict = parts.Report.Verdict;
        layout.Paragraph(0, 0, [new TextSpan(parts.Wording.Label(parts.Word), parts.Style), new TextSpan(parts.Wording.Gap, TextStyle.Plain),
            .. Wording.Spans(verdict.Summary, TextStyle.Strong)]);
        if (detail != TextDetail.Brief && parts.HasCause)
        {
            layout.Paragraph(0, SafeText.Escape(verdict.Code) + parts.Wording[Phrase.Comma] + parts.Wording.Of(verdict.Confidence), TextStyle.Dim);
        }
    }

    private static void Others(TextLayout layout, FindingText findings, ReportParts parts, TextDetail detail)
    {
        IReadOnlyList<Finding> others = parts.Others;
        if (detail == TextDetail.Full)
        {
            foreach (Finding finding in others)
            {
                findings.Whole(finding);
            }

            return;
        }

        if (others.Count == 0)
        {
            return;
        }

        layout.Heading(parts.Wording[Phrase.WhatElse]);
        foreach (Finding finding in others.Take(MaxOthers))
        {
            findings.Short(finding);
        }

        if (others.Count > MaxOthers)
        {
            layout.Paragraph(2, parts.Wording.Count(Phrase.MoreWithVerbose, others.Count - MaxOthers), TextStyle.Dim);
        }
    }
}
