using System.Security.Cryptography;
using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>
/// The report as one HTML file, to be opened from disk or attached to a ticket. It has no script, loads nothing, and its policy forbids both.
/// </summary>
public static class HtmlReport
{
    /// <summary>Renders a report. The same report gives the same text, which is well-formed XML as well.</summary>
    /// <param name="report">What to say.</param>
    /// <param name="language">The language of the fixed words; English unless given. <see cref="ReportTranslator"/> translates the rest.</param>
    public static string Render(Report report, Phrasebook? language = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        Wording words = new(language ?? Phrasebook.English);
        ReportParts parts = new(report, words);
        HtmlWriter html = new();
        html.Verbatim("<!DOCTYPE html>\n");
        html.Open("html", ("lang", words.Tag));
        Head(html, parts);
        html.Open("body").Open("main");
        VerdictSection.Write(html, parts);
        Pictures(html, parts);
        if (parts.Lead is not null)
        {
            FindingSection findings = new(html, parts);
            findings.Lead(parts.Lead);
            findings.Rivals();
            findings.Steps(words[Phrase.WhatToDo], parts.Lead.Remedies);
            findings.Steps(words[Phrase.WhatToCaptureNext], parts.Lead.NextSteps);
        }

        OthersSection.Write(html, parts);
        SourceSection.Write(html, parts);
        html.Close();
        html.Open("footer").Text(words[Phrase.Footer]).Close();
        html.Close().Close();
        return html.ToString();
    }

    private static void Head(HtmlWriter html, ReportParts parts)
    {
        string sheet = HtmlStyle.For(parts.Wording.Fonts);
        string hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sheet)));
        html.Open("head");
        html.Empty("meta", ("charset", "utf-8"));
        html.Empty("meta", ("http-equiv", "Content-Security-Policy"),
            ("content", $"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"));
        html.Empty("meta", ("name", "referrer"), ("content", "no-referrer"));
        html.Empty("meta", ("name", "viewport"), ("content", "width=device-width, initial-scale=1"));
        html.Empty("meta", ("name", "color-scheme"), ("content", "light dark"));
        html.Element("title", parts.Word + parts.Wording[Phrase.Colon] + ShortText.Of(parts.Report.Verdict.Summary, 160));
        html.Verbatim($"<style>{sheet}</style>\n");
        html.Close();
    }

    private static void Pictures(HtmlWriter html, ReportParts parts)
    {
        (Report report, Wording words) = (parts.Report, parts.Wording);
        if (report.Path.Count > 1)
        {
            html.Open("section", ("class", "path"));
            html.Element("h2", words[report.Verdict.Where is null ? Phrase.ThePath : Phrase.WhereItBreaks]);
            if (new PathCounts(report, words).IsKnown)
            {
                html.Element("p", words[Phrase.CountsNote], "note");
            }

            html.Open("div", ("class", "scroll"));
            PathDrawing.Write(html, parts);
            html.Close().Close();
        }

        if (report.Ladder is { } ladder)
        {
            html.Open("section", ("class", "ladder"));
            html.Element("h2", words[Phrase.ThePackets]);
            html.Element("p", new LadderWording(words).Caption(ladder), "note");
            html.Open("div", ("class", "scroll"));
            LadderDrawing.Write(html, ladder, words);
            html.Close().Close();
        }
    }
}
