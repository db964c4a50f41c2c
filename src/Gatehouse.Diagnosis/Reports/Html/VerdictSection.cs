using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>The top of the report: the cause in one sentence, how sure it is, where and whom it concerns.</summary>
internal static class VerdictSection
{
    /// <summary>Writes it.</summary>
    public static void Write(HtmlWriter html, ReportParts parts)
    {
        Verdict verdict = parts.Report.Verdict;
        html.Open("header", ("class", $"verdict {HtmlStyle.Class(parts.Style)}"));
        html.Open("p", ("class", "kind")).Element("strong", parts.Word);
        if (parts.HasCause)
        {
            html.Element("code", verdict.Code);
        }

        html.Close();
        html.Open("h1").Prose(verdict.Summary).Close();
        if (parts.HasCause)
        {
            Confidence(html, parts.Wording, verdict.Confidence);
        }

        Place(html, parts, parts.Where, parts.Lead);
        html.Close();
    }

    /// <summary>Where and who, when there is something to say.</summary>
    /// <param name="html">Where it is written.</param>
    /// <param name="parts">The report.</param>
    /// <param name="where">Where on the path; may be empty.</param>
    /// <param name="finding">The finding; null when there is none.</param>
    public static void Place(HtmlWriter html, ReportParts parts, string where, Finding? finding)
    {
        if (where.Length == 0 && finding?.Conversation is null)
        {
            return;
        }

        html.Open("dl");
        if (where.Length > 0)
        {
            html.Element("dt", parts.Wording[Phrase.Where]).Element("dd", where);
        }

        if (finding?.Conversation is { } conversation)
        {
            html.Element("dt", parts.Wording[Phrase.Who]).Element("dd", Wording.Of(conversation) + parts.Wording.Alike(finding));
        }

        html.Close();
    }

    private static void Confidence(HtmlWriter html, Wording words, Confidence confidence)
    {
        html.Open("p", ("class", "confidence"));
        html.Open("svg", ("width", 38), ("height", 10), ("viewBox", "0 0 38 10"), ("aria-hidden", "true"));
        for (int i = 0; i <= (int)Findings.Confidence.Certain; i++)
        {
            html.Empty("rect", ("x", i * 13), ("y", 1), ("width", 11), ("height", 8), ("rx", 2), ("class", i <= (int)confidence ? "on" : "off"));
        }

        html.Close();
        string word = words.Word(confidence);
        html.Element("strong", char.ToUpperInvariant(word[0]) + word[1..]).Text(words[Phrase.Colon] + words.Meaning(confidence)).Close();
    }
}
