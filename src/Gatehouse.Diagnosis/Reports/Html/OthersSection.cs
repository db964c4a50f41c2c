using Gatehouse.Diagnosis.Findings;

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
        html.Open("section").Element("h2", "What else was noticed");
        foreach (Finding finding in parts.Others.Take(Most))
        {
            bool isSymptom = parts.IsSymptom(finding);
            html.Open("details").Open("summary");
            html.Element("span", isSymptom ? "Symptom" : Wording.Of(finding.Severity), $"badge {(isSymptom ? "dim" : HtmlStyle.Class(Wording.Style(finding.Severity)))}");
            html.Text($" {finding.Title} ").Element("span", $"{finding.Code}, {Wording.Word(finding.Confidence)}{ReportParts.Alike(finding)}", "dim").Close();
            section.Whole(finding);
            html.Close();
        }

        if (parts.Others.Count > Most)
        {
            html.Element("p", $"and {parts.Others.Count - Most} more; the JSON report has them all", "note");
        }

        html.Close();
    }
}
