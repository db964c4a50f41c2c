using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>What the evidence was, and what it could not show.</summary>
internal static class SourceSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportParts parts)
    {
        (Report report, Wording words) = (parts.Report, parts.Wording);
        SourceText sources = new(words);
        html.Open("section").Element("h2", words[Phrase.Evidence]);
        html.Open("ul", ("class", "sources"));
        foreach (SourceSummary source in report.Sources)
        {
            html.Open("li").Element("strong", source.Name).Text(" ").Element("span", sources.File(source), "dim");
            html.Element("p", string.Join(" · ", sources.Facts(source, report.Sources[0], isExact: true)));
            Remarks(html, words, source.Problems, "odd");
            Remarks(html, words, source.Notes, "dim");
            html.Close();
        }

        html.Close();
        if (report.Skipped.Count > 0)
        {
            html.Element("h3", words[Phrase.PassedOver]);
            Remarks(html, words, report.Skipped, "dim");
        }

        html.Element("p", sources.Conversations(report.Conversations), "note").Close();
    }

    private static void Remarks(HtmlWriter html, Wording words, IReadOnlyList<string> remarks, string style)
    {
        if (remarks.Count == 0)
        {
            return;
        }

        html.Open("ul", ("class", $"remarks {style}"));
        foreach (string remark in remarks.Take(SourceText.MaxRemarks))
        {
            html.Element("li", remark);
        }

        if (remarks.Count > SourceText.MaxRemarks)
        {
            html.Element("li", words.Count(Phrase.MoreInJson, remarks.Count - SourceText.MaxRemarks));
        }

        html.Close();
    }
}
