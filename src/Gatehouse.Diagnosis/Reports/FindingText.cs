using System.Collections;
using System.Globalization;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>One finding in a text report: whole, or in short.</summary>
/// <param name="layout">Where it is written.</param>
/// <param name="report">The report it belongs to.</param>
internal sealed class FindingText(TextLayout layout, Report report)
{
    private readonly HashSet<string> _logs = [.. report.Sources.Where(source => source.HasLines).Select(source => source.Name)];

    /// <summary>Where on the path, and which conversation.</summary>
    public void Place(Verdict verdict, Finding? lead)
    {
        string where = verdict.Where is null ? string.Empty : Wording.Of(verdict.Where);
        if (where.Length == 0 && lead?.Severity == Severity.Fault && report.Path.Count > 1)
        {
            where = "the evidence does not place it on the path";
        }

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
            layout.Paragraph(0, 2, Label("Who"), new TextSpan(Wording.Of(lead.Conversation) + Alike(lead), TextStyle.Plain));
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
        Place(new Verdict(finding.Code, finding.Confidence, finding.Title, null, finding.Where), finding);
        Body(finding, [], TextDetail.Full);
    }

    /// <summary>A finding in one paragraph.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="lead">The verdict's finding, which may explain this one; null when there is none.</param>
    public void Short(Finding finding, Finding? lead)
    {
        bool follows = lead is not null && lead.Explains.Contains(finding.Code) && IsAbout(lead.Conversation, finding.Conversation);
        string proof = string.Join("; ", finding.Evidence.Where(evidence => evidence.Frames.Count > 0).Take(2).Select(Reference));
        string tail = $" ({SafeText.Escape(finding.Code)}, {Wording.Word(finding.Confidence)}"
            + (finding.Count > 1 ? $", {finding.Count} times" : string.Empty)
            + (proof.Length > 0 ? "; " + proof : string.Empty) + ")";
        layout.Paragraph(2, 4, follows ? new TextSpan("Symptom:", TextStyle.Dim) : Badge(finding), new TextSpan(" " + SafeText.Escape(finding.Title), TextStyle.Plain), new TextSpan(tail, TextStyle.Dim));
    }

    // A finding about no conversation in particular is taken to be about this one.
    private static bool IsAbout(ConversationName? cause, ConversationName? other) => cause is null || other is null || cause == other;

    private static TextSpan Label(string text) => new(text + ": ", TextStyle.Dim);

    private static TextSpan Badge(Finding finding) => new(Wording.Of(finding.Severity) + ":", Wording.Style(finding.Severity));

    private static string Alike(Finding finding) =>
        finding.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $" ({finding.Count:#,0} times)") : string.Empty;

    private static string Facts(Finding finding) =>
        string.Join(", ", finding.Facts.Select(fact => $"{SafeText.Escape(fact.Key)} = {SafeText.Escape(Value(fact.Value))}"));

    private static string Value(object value) => value switch
    {
        string text => text,
        bool truth => truth ? "true" : "false",
        IEnumerable list => string.Join(" ", list.Cast<object>().Select(Value)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty,
    };

    private string Reference(Evidence evidence) =>
        $"{SafeText.Escape(evidence.Source)} {Wording.Frames(evidence.Frames, _logs.Contains(evidence.Source))}";

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
            string frames = Wording.Frames(evidence.Frames, _logs.Contains(evidence.Source));
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
