using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>A finding with its facts and its proof, the rival causes, and numbered steps.</summary>
/// <param name="html">Where it is written.</param>
/// <param name="parts">The report.</param>
internal sealed class FindingSection(HtmlWriter html, ReportParts parts)
{
    private readonly Wording _words = parts.Wording;

    /// <summary>The verdict's finding.</summary>
    public void Lead(Finding finding)
    {
        html.Open("section");
        html.Element("h2", _words[Phrase.WhatHappened]);
        html.Open("p").Prose(finding.Explanation).Close();
        Facts(finding);
        Proof(finding);
        Original(finding);
        html.Close();
    }

    /// <summary>Causes that look the same from this evidence.</summary>
    public void Rivals()
    {
        if (parts.Rivals.Count == 0)
        {
            return;
        }

        html.Open("section").Element("h2", _words[Phrase.WhatCouldCauseIt]);
        foreach (Finding rival in parts.Rivals)
        {
            html.Open("article").Open("h3").Element("span", _words.Word(rival.Confidence), "badge odd").Text(" " + rival.Title + " ")
                .Element("code", rival.Code).Close();
            html.Open("p").Prose(rival.Explanation).Close().Close();
        }

        html.Close();
    }

    /// <summary>Numbered steps; nothing when there are none.</summary>
    public void Steps(string title, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        html.Open("section").Element("h2", title);
        List(steps);
        html.Close();
    }

    /// <summary>Everything about a finding beside the verdict.</summary>
    public void Whole(Finding finding)
    {
        VerdictSection.Place(html, parts, parts.WhereOf(finding), finding);
        html.Open("p").Prose(finding.Explanation).Close();
        Facts(finding);
        Proof(finding);
        Titled(_words[Phrase.WhatToDo], finding.Remedies);
        Titled(_words[Phrase.WhatToCaptureNext], finding.NextSteps);
        Original(finding);
    }

    /// <summary>What the rule said in English, in a report of another language, to be opened.</summary>
    private void Original(Finding finding)
    {
        if (finding.Original is not { } original)
        {
            return;
        }

        html.Open("details").Element("summary", _words[Phrase.Details]);
        html.Open("div", ("lang", Phrasebook.English.Tag));
        html.Open("p").Prose(original.Title).Close().Open("p").Prose(original.Explanation).Close();
        if (original.Remedies.Count > 0)
        {
            List(original.Remedies);
        }

        html.Close().Close();
    }

    private void Titled(string title, IReadOnlyList<string> steps)
    {
        if (steps.Count > 0)
        {
            html.Element("h3", title);
            List(steps);
        }
    }

    private void List(IReadOnlyList<string> steps)
    {
        html.Open("ol");
        foreach (string step in steps)
        {
            html.Open("li").Prose(step).Close();
        }

        html.Close();
    }

    private void Facts(Finding finding)
    {
        if (finding.Facts.Count == 0)
        {
            return;
        }

        html.Element("h3", _words[Phrase.Facts]).Open("dl", ("class", "facts"));
        foreach ((string name, object value) in finding.Facts)
        {
            html.Open("div").Element("dt", _words.FactName(name)).Element("dd", _words.FactValue(name, value)).Close();
        }

        html.Close();
    }

    private void Proof(Finding finding)
    {
        if (finding.Evidence.Count == 0)
        {
            return;
        }

        html.Element("h3", _words[Phrase.Proof]).Open("ul", ("class", "proof"));
        for (int i = 0; i < finding.Evidence.Count; i++)
        {
            Evidence evidence = finding.Evidence[i];
            html.Open("li").Element("strong", evidence.Source);
            if (evidence.Frames.Count > 0)
            {
                html.Text(" ").Element("span", parts.Frames(evidence), "frames");
            }

            html.Text(_words[Phrase.Colon] + evidence.Note);
            if (ReportParts.FilterBehind(finding, i) is { } filter)
            {
                html.Element("code", filter, "block");
            }

            html.Close();
        }

        html.Close();
    }
}
