using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>What else was noticed: each finding one line that opens.</summary>
internal static class OthersSection
{
    /// <summary>Findings that are listed before the rest is only counted.</summary>
    public const int Most = 100;

    /// <summary>Writes it; nothing when there is none.</summary>
    public static void Write(HtmlWriter html, ReportParts parts)
    {
        if (parts.Others.Count == 0)
        {
            return;
        }

        FindingSection section = new(html, parts);
        html.Open("section").Element("h2", parts.Wording[Phrase.WhatElse]);
        foreach (Finding finding in parts.Others.Take(Most))
        {
            bool isSymptom = parts.IsSymptom(finding);
            html.Open("details").Open("summary");
            html.Element("span", isSymptom ? parts.Wording[Phrase.Symptom] : parts.Wording.Of(finding.Severity), $"badge {(isSymptom ? "dim" : HtmlStyle.Class(Wording.Style(finding.Severity)))}");
            html.Text($" {finding.Title} ").Element("span", finding.Code + parts.Wording[Phrase.Comma] + parts.Wording.Word(finding.Confidence) + parts.Wording.Alike(finding), "dim").Close();
            section.Whole(finding);
            html.Close();
        }

        if (parts.Others.Count > Most)
        {
            html.Element("p", parts.Wording.Count(Phrase.MoreInJsonReport, parts.Others.Count - Most), "note");
        }

        html.Close();
    }
}
