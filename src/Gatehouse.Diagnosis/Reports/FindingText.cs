using System.Globalization;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>One finding in a text report: whole, or in short.</summary>
/// <param name="layout">Where it is written.</param>
/// <param name="parts">The report it belongs to.</param>
internal sealed class FindingText(TextLayout layout, ReportParts parts)
{
    private readonly Wording _words = parts.Wording;

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
            layout.Paragraph(0, 2, Label(Phrase.Where), Gap, new TextSpan(where, TextStyle.Plain));
        }

        if (lead?.Conversation is not null)
        {
            layout.Paragraph(0, 2, Label(Phrase.Who), Gap, new TextSpan(Wording.Of(lead.Conversation) + _words.Alike(lead), TextStyle.Plain));
        }
    }

    /// <summary>What happened, the proof, the causes that are open, what to do, what to capture next.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="rivals">Findings that could be its cause.</param>
    /// <param name="detail">Whether facts are listed too.</param>
    public void Body(Finding finding, IReadOnlyList<Finding> rivals, TextDetail detail)
    {
        layout.Heading(_words[Phrase.WhatHappened]);
        layout.Paragraph(2, 2, Wording.Spans(finding.Explanation));
        if (detail == TextDetail.Full && finding.Facts.Count > 0)
        {
            layout.Paragraph(2, Facts(finding), TextStyle.Dim);
        }

        if (finding.Evidence.Count > 0)
        {
            layout.Heading(_words[Phrase.Proof]);
            foreach (Evidence evidence in finding.Evidence)
            {
                Proof(evidence);
            }
        }

        if (rivals.Count > 0)
        {
            layout.Heading(_words[Phrase.WhatCouldCauseIt]);
            foreach (Finding rival in rivals)
            {
                layout.Paragraph(2, 4, new TextSpan(_words.Word(rival.Confidence) + _words[Phrase.Colon], TextStyle.Warning),
                    new TextSpan(SafeText.Escape(rival.Title), TextStyle.Strong),
                    new TextSpan(_words.Say(Phrase.Parenthesis, ("text", SafeText.Escape(rival.Code))) + _words[Phrase.FullStop], TextStyle.Dim),
                    new TextSpan(SafeText.Escape(rival.Explanation), TextStyle.Plain));
            }
        }

        Steps(_words[Phrase.WhatToDo], finding.Remedies);
        Steps(_words[Phrase.WhatToCaptureNext], finding.NextSteps);
        Original(finding, detail);
    }

    /// <summary>A finding beside the verdict with everything known about it.</summary>
    public void Whole(Finding finding)
    {
        layout.Gap();
        layout.Paragraph(0, 0, Badge(finding), Gap, new TextSpan(SafeText.Escape(finding.Title), TextStyle.Strong));
        layout.Paragraph(0, SafeText.Escape(finding.Code) + _words[Phrase.Comma] + _words.Of(finding.Confidence), TextStyle.Dim);
        Place(parts.WhereOf(finding), finding);
        Body(finding, [], TextDetail.Full);
    }

    /// <summary>A finding in one paragraph.</summary>
    /// <param name="finding">The finding.</param>
    public void Short(Finding finding)
    {
        string proof = string.Join(_words[Phrase.Semicolon], finding.Evidence.Where(evidence => evidence.Frames.Count > 0).Take(2).Select(Reference));
        string tail = SafeText.Escape(finding.Code) + _words[Phrase.Comma] + _words.Word(finding.Confidence)
            + (finding.Count > 1 ? _words[Phrase.Comma] + _words.Say(Phrase.TimesWord, ("count", finding.Count.ToString(CultureInfo.InvariantCulture))) : string.Empty)
            + (proof.Length > 0 ? _words[Phrase.Semicolon] + proof : string.Empty);
        layout.Paragraph(2, 4, parts.IsSymptom(finding) ? new TextSpan(_words.Label(_words[Phrase.Symptom]), TextStyle.Dim) : Badge(finding), new TextSpan(_words.Gap + SafeText.Escape(finding.Title), TextStyle.Plain), new TextSpan(_words.Say(Phrase.Parenthesis, ("text", tail)), TextStyle.Dim));
    }

    private TextSpan Gap => new(_words.Gap, TextStyle.Plain);

    private TextSpan Label(Phrase phrase) => new(_words.Label(_words[phrase]), TextStyle.Dim);

    private TextSpan Badge(Finding finding) => new(_words.Label(_words.Of(finding.Severity)), Wording.Style(finding.Severity));

    private string Facts(Finding finding) =>
        string.Join(_words[Phrase.Comma], finding.Facts.Select(fact => $"{SafeText.Escape(_words.FactKey(fact.Key))} = {SafeText.Escape(_words.FactValue(fact.Key, fact.Value))}"));

    /// <summary>What the rule said in English, when all is wanted or a translation says less.</summary>
    private void Original(Finding finding, TextDetail detail)
    {
        if (finding.Original is not { } original || (detail != TextDetail.Full && !original.IsNeeded))
        {
            return;
        }

        layout.Heading(_words[Phrase.Details]);
        layout.Paragraph(2, 2, Wording.Spans(original.Title, TextStyle.Strong));
        layout.Paragraph(2, 2, Wording.Spans(original.Explanation));
        foreach (string step in detail == TextDetail.Full ? original.Remedies : [])
        {
            layout.Paragraph(2, 4, [new TextSpan("- ", TextStyle.Plain), .. Wording.Spans(step)]);
        }
    }

    private string Reference(Evidence evidence) =>
        $"{SafeText.Escape(evidence.Source)} {parts.Frames(evidence)}";

    private void Proof(Evidence evidence)
    {
        TextSpan source = new(SafeText.Escape(evidence.Source), TextStyle.Plain);
        TextSpan note = new(SafeText.Escape(evidence.Note), TextStyle.Plain);
        if (evidence.Frames.Count == 0)
        {
            layout.Paragraph(2, 4, source, new TextSpan(_words[Phrase.Colon], TextStyle.Plain), note);
        }
        else
        {
            string frames = parts.Frames(evidence);
            layout.Paragraph(2, 4, source, new TextSpan(" ", TextStyle.Plain), new TextSpan(frames, TextStyle.Strong),
                new TextSpan(_words[Phrase.Colon], TextStyle.Plain), note);
        }

        if (evidence.Filter is not null)
        {
            layout.Unwrapped(4, new TextSpan(_words[Phrase.Filter], TextStyle.Dim), new TextSpan(SafeText.Escape(evidence.Filter), TextStyle.Code));
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
