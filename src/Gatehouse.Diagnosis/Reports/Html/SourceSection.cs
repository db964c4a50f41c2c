using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>What the evidence was, and what it could not show.</summary>
internal static class SourceSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, Report report)
    {
        html.Open("section").Element("h2", "Evidence");
        html.Open("ul", ("class", "sources"));
        foreach (SourceSummary source in report.Sources)
        {
            html.Open("li").Element("strong", source.Name).Text(" ").Element("span", SourceText.File(source), "dim");
            html.Element("p", string.Join(" · ", Facts(source, report.Sources[0])));
            Remarks(html, source.Problems, "odd");
            Remarks(html, source.Notes, "dim");
            html.Close();
        }

        html.Close();
        if (report.Skipped.Count > 0)
        {
            html.Element("h3", "Passed over");
            Remarks(html, report.Skipped, "dim");
        }

        html.Element("p", SourceText.Conversations(report.Conversations), "note").Close();
    }

    private static IEnumerable<string> Facts(SourceSummary source, SourceSummary reference) =>
        new[] { SafeText.Escape(source.Kind), SourceText.Frames(source), Wording.Span(source.From, source.To), SourceText.Clock(source, reference, isExact: true) }
            .Where(fact => fact.Length > 0);

    private static void Remarks(HtmlWriter html, IReadOnlyList<string> remarks, string style)
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
            html.Element("li", $"and {remarks.Count - SourceText.MaxRemarks} more (all of them in JSON)");
        }

        html.Close();
    }
}
