using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>One finding in a text report: whole, or in short.</summary>
/// <param name="layout">Where it is written.</param>
/// <param name="parts">The report it belongs to.</param>
internal sealed class FindingText(TextLayout layout, ReportParts parts)
{
    /// <summary>Where on the path, and which conversation.</summary>
    /// <param name="where">Where, escaped; may be empty.</param>
    /// <param name="lead">The finding; null when there is none.</param>
    public void Place(string where, Finding? lead)
    {
        if (where.Length == 0 && lead?.Conversation is null)
        {
            return;
        }

        layout.Gap();
        if (where.Length > 0)
        {
            layout.Paragraph(0, 2, Label("Where"), new TextSpan(where, TextStyle.Plain));
        }

        if (lead?.Conversation is not null)
        {
            layout.Paragraph(0, 2, Label("Who"), new TextSpan(Wording.Of(lead.Conversation) + ReportParts.Alike(lead), TextStyle.Plain));
        }
    }

    /// <summary>What happened, the proof, the causes that are open, what to do, what to capture next.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="rivals">Findings that could be its cause.</param>
    /// <param name="detail">Whether facts are listed too.</param>
    public void Body(Finding finding, IReadOnlyList<Finding> rivals, TextDetail detail)
    {
        layout.Heading("What happened");
        layout.Paragraph(2, 2, Wording.Spans(finding.Explanation));
        if (detail == TextDetail.Full && finding.Facts.Count > 0)
        {
            layout.Paragraph(2, Facts(finding), TextStyle.Dim);
        }

        if (finding.Evidence.Count > 0)
        {
            layout.Heading("Proof");
            foreach (Evidence evidence in finding.Evidence)
            {
                Proof(evidence);
            }
        }

        if (rivals.Count > 0)
        {
            layout.Heading("What could cause it");
            foreach (Finding rival in rivals)
            {
                layout.Paragraph(2, 4, new TextSpan(Wording.Word(rival.Confidence) + ": ", TextStyle.Warning),
                    new TextSpan(SafeText.Escape(rival.Title), TextStyle.Strong), new TextSpan($" ({SafeText.Escape(rival.Code)}). ", TextStyle.Dim),
                    new TextSpan(SafeText.Escape(rival.Explanation), TextStyle.Plain));
            }
        }

        Steps("What to do", finding.Remedies);
        Steps("What to capture next", finding.NextSteps);
    }

    /// <summary>A finding beside the verdict with everything known about it.</summary>
    public void Whole(Finding finding)
    {
        layout.Gap();
        layout.Paragraph(0, 0, Badge(finding), new TextSpan(" ", TextStyle.Plain), new TextSpan(SafeText.Escape(finding.Title), TextStyle.Strong));
        layout.Paragraph(0, $"{SafeText.Escape(finding.Code)}, {Wording.Of(finding.Confidence)}", TextStyle.Dim);
        Place(parts.WhereOf(finding), finding);
        Body(finding, [], TextDetail.Full);
    }

    /// <summary>A finding in one paragraph.</summary>
    /// <param name="finding">The finding.</param>
    public void Short(Finding finding)
    {
        string proof = string.Join("; ", finding.Evidence.Where(evidence => evidence.Frames.Count > 0).Take(2).Select(Reference));
        string tail = $" ({SafeText.Escape(finding.Code)}, {Wording.Word(finding.Confidence)}"
            + (finding.Count > 1 ? $", {finding.Count} times" : string.Empty)
            + (proof.Length > 0 ? "; " + proof : string.Empty) + ")";
        layout.Paragraph(2, 4, parts.IsSymptom(finding) ? new TextSpan("Symptom:", TextStyle.Dim) : Badge(finding), new TextSpan(" " + SafeText.Escape(finding.Title), TextStyle.Plain), new TextSpan(tail, TextStyle.Dim));
    }

    private static TextSpan Label(string text) => new(text + ": ", TextStyle.Dim);

    private static TextSpan Badge(Finding finding) => new(Wording.Of(finding.Severity) + ":", Wording.Style(finding.Severity));

    private static string Facts(Finding finding) =>
        string.Join(", ", finding.Facts.Select(fact => $"{SafeText.Escape(fact.Key)} = {SafeText.Escape(ReportParts.Value(fact.Value))}"));

    private string Reference(Evidence evidence) =>
        $"{SafeText.Escape(evidence.Source)} {parts.Frames(evidence)}";

    private void Proof(Evidence evidence)
    {
        TextSpan source = new(SafeText.Escape(evidence.Source), TextStyle.Plain);
        TextSpan note = new(SafeText.Escape(evidence.Note), TextStyle.Plain);
        if (evidence.Frames.Count == 0)
        {
            layout.Paragraph(2, 4, source, new TextSpan(": ", TextStyle.Plain), note);
        }
        else
        {
            string frames = parts.Frames(evidence);
            layout.Paragraph(2, 4, source, new TextSpan(" ", TextStyle.Plain), new TextSpan(frames, TextStyle.Strong),
                new TextSpan(": ", TextStyle.Plain), note);
        }

        if (evidence.Filter is not null)
        {
            layout.Unwrapped(4, new TextSpan("filter ", TextStyle.Dim), new TextSpan(SafeText.Escape(evidence.Filter), TextStyle.Code));
        }
    }

    private void Steps(string title, IReadOnlyList<string> steps)
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
