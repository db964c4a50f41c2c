using Gatehouse.Diagnosis.Findings;

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
    public static IReadOnlyList<TextLine> Render(Report report, int width, TextDetail detail = TextDetail.Normal)
    {
        ArgumentNullException.ThrowIfNull(report);
        TextLayout layout = new(detail == TextDetail.Brief ? int.MaxValue : Math.Clamp(width, MinWidth, MaxWidth));
        Finding? lead = Lead(report);
        Headline(layout, report.Verdict, lead, detail);
        if (detail == TextDetail.Brief)
        {
            return layout.Lines;
        }

        FindingText findings = new(layout, report);
        List<Finding> others = [.. report.Findings.Where(finding => !ReferenceEquals(finding, lead))];
        findings.Place(report.Verdict, lead);
        if (lead is not null)
        {
            List<Finding> rivals = [.. others.Where(finding => lead.Rivals.Contains(finding.Code)).Take(MaxOthers)];
            findings.Body(lead, rivals, detail);
            others.RemoveAll(rivals.Contains);
        }

        Others(layout, findings, others, lead, detail);
        SourceText.Write(layout, report);
        return layout.Lines;
    }

    private static Finding? Lead(Report report) =>
        report.Verdict.FindingIndex is int index && index >= 0 && index < report.Findings.Count
            ? report.Findings[index]
            : report.Findings.FirstOrDefault(finding => finding.Code == report.Verdict.Code);

    private static void Headline(TextLayout layout, Verdict verdict, Finding? lead, TextDetail detail)
    {
        (string word, TextStyle style) = (verdict.Code, lead) switch
        {
            (FindingCodes.Healthy, _) => ("Healthy", TextStyle.Good),
            (FindingCodes.Inconclusive, _) => ("Inconclusive", TextStyle.Warning),
            (_, null) => ("Fault", TextStyle.Fault),
            _ => (Wording.Of(lead.Severity), Wording.Style(lead.Severity)),
        };
        layout.Paragraph(0, 0, [new TextSpan(word + ":", style), new TextSpan(" ", TextStyle.Plain),
            .. Wording.Spans(verdict.Summary, TextStyle.Strong)]);
        if (detail == TextDetail.Brief || verdict.Code is FindingCodes.Healthy or FindingCodes.Inconclusive)
        {
            return;
        }

        layout.Paragraph(0, $"{SafeText.Escape(verdict.Code)}, {Wording.Of(verdict.Confidence)}", TextStyle.Dim);
    }

    private static void Others(TextLayout layout, FindingText findings, List<Finding> others, Finding? lead, TextDetail detail)
    {
        if (detail == TextDetail.Full)
        {
            others.ForEach(findings.Whole);
            return;
        }

        if (others.Count == 0)
        {
            return;
        }

        layout.Heading("What else was noticed");
        foreach (Finding finding in others.Take(MaxOthers))
        {
            findings.Short(finding, lead);
        }

        if (others.Count > MaxOthers)
        {
            layout.Paragraph(2, $"and {others.Count - MaxOthers} more; -v shows them all", TextStyle.Dim);
        }
    }
}
