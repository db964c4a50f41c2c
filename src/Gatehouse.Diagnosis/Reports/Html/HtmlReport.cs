using System.Security.Cryptography;
using System.Text;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>
/// The report as one HTML file, to be opened from disk or attached to a ticket. It has no script, loads nothing, and its policy forbids both.
/// </summary>
public static class HtmlReport
{
    /// <summary>Renders a report. The same report gives the same text, which is well-formed XML as well.</summary>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        ReportParts parts = new(report);
        HtmlWriter html = new();
        html.Verbatim("<!DOCTYPE html>\n");
        html.Open("html", ("lang", "en"));
        Head(html, parts);
        html.Open("body").Open("main");
        VerdictSection.Write(html, parts);
        Pictures(html, report);
        if (parts.Lead is not null)
        {
            FindingSection findings = new(html, parts);
            findings.Lead(parts.Lead);
            findings.Rivals();
            findings.Steps("What to do", parts.Lead.Remedies);
            findings.Steps("What to capture next", parts.Lead.NextSteps);
        }

        OthersSection.Write(html, parts);
        SourceSection.Write(html, report);
        html.Close();
        html.Open("footer").Text("Made by Gatehouse from the evidence named above. Frame numbers are those that Wireshark shows.").Close();
        html.Close().Close();
        return html.ToString();
    }

    private static void Head(HtmlWriter html, ReportParts parts)
    {
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(HtmlStyle.Sheet)));
        html.Open("head");
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"),
            ("content", $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
        html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Element("title", $"{parts.Word}: {ShortText.Of(parts.Report.Verdict.Summary, 160)}");
        html.Verbatim($"<style>{HtmlStyle.Sheet}</style>\n");
        html.Close();
    }

    private static void Pictures(HtmlWriter html, Report report)
    {
        if (report.Path.Count > 1)
        {
            html.Open("section", ("class", "path"));
            html.Element("h2", report.Verdict.Where is null ? "The path" : "Where it breaks");
            if (new PathCounts(report).IsKnown)
            {
                html.Element("p", "The counts are packets of this conversation: out to the server, and back.", "note");
            }

            html.Open("div", ("class", "scroll"));
            PathDrawing.Write(html, report);
            html.Close().Close();
        }

        if (report.Ladder is { } ladder)
        {
            html.Open("section", ("class", "ladder"));
            html.Element("h2", "The packets");
            html.Element("p", LadderWording.Caption(ladder), "note");
            html.Open("div", ("class", "scroll"));
            LadderDrawing.Write(html, ladder);
            html.Close().Close();
        }
    }
}
