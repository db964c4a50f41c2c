using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Markdown;

/// <summary>The report as Markdown (CommonMark with tables), to be pasted into a ticket.</summary>
public static class MarkdownReport
{
    /// <summary>Renders a report, ending with a line feed. The same report gives the same text.</summary>
    /// <param name="report">What to say.</param>
    /// <param name="language">The language of the fixed words; English unless given. <see cref="ReportTranslator"/> translates the rest.</param>
    public static string Render(Report report, Phrasebook? language = null)
    {
        ArgumentNullException.ThrowIfNull(report);
        Wording words = new(language ?? Phrasebook.English);
        ReportParts parts = new(report, words);
        StringBuilder text = new();
        Verdict(text, parts);
        if (report.Path.Count > 1)
        {
            text.Append("\n## ").Append(words[report.Verdict.Where is null ? Phrase.ThePath : Phrase.WhereItBreaks]).Append("\n\n");
            text.Append(MarkdownText.Block(PathText.Draw(report.Path, report.Verdict.Where)));
            Losses(text, report, words);
        }

        if (report.Ladder is { } ladder)
        {
            MarkdownLadder.Write(text, ladder, words);
        }

        MarkdownFinding findings = new(text, parts);
        if (parts.Lead is { } lead)
        {
            text.Append("\n## ").Append(words[Phrase.WhatHappened]).Append("\n\n").Append(MarkdownText.Prose(lead.Explanation)).Append('\n');
            findings.Proven(lead, "###");
            findings.Rivals();
            findings.Steps("##", words[Phrase.WhatToDo], lead.Remedies);
            findings.Steps("##", words[Phrase.WhatToCaptureNext], lead.NextSteps);
            findings.Original(lead, "##");
        }

        findings.Others();
        Sources(text, report, words);
        return text.ToString();
    }

    private static void Verdict(StringBuilder text, ReportParts parts)
    {
        Verdict verdict = parts.Report.Verdict;
        text.Append("# ").Append(parts.Word).Append(parts.Wording[Phrase.Colon]).Append(MarkdownText.Prose(verdict.Summary)).Append('\n');
        if (parts.HasCause)
        {
            text.Append('\n').Append(MarkdownText.Code(verdict.Code)).Append(parts.Wording[Phrase.Comma]).Append(parts.Wording.Of(verdict.Confidence)).Append('\n');
        }

        if (parts.Where.Length > 0 || parts.Lead?.Conversation is not null)
        {
            text.Append('\n');
        }

        if (parts.Where.Length > 0)
        {
            text.Append("- **").Append(parts.Wording.Label(parts.Wording[Phrase.Where])).Append("** ").Append(MarkdownText.Of(parts.Where)).Append('\n');
        }

        if (parts.Lead?.Conversation is { } conversation)
        {
            text.Append("- **").Append(parts.Wording.Label(parts.Wording[Phrase.Who])).Append("** ").Append(MarkdownText.Of(Wording.Of(conversation))).Append(parts.Wording.Alike(parts.Lead)).Append('\n');
        }
    }

    private static void Losses(StringBuilder text, Report report, Wording words)
    {
        PathCounts counts = new(report, words);
        string[] lines =
        [
            .. Enumerable.Range(1, report.Path.Count - 1).Where(segment => counts.Lost(segment) is not null).Select(segment =>
                "- " + words.Say(Phrase.Segment, ("after", MarkdownText.Of(report.Path[segment - 1])), ("before", MarkdownText.Of(report.Path[segment])))
                + words[Phrase.Colon] + counts.Lost(segment) + "\n"),
        ];
        if (lines.Length > 0)
        {
            text.Append('\n').Append(words[Phrase.PacketsOfConversation]).Append("\n\n").AppendJoin(string.Empty, lines);
        }
    }

    private static void Sources(StringBuilder text, Report report, Wording words)
    {
        SourceText sources = new(words);
        Phrase[] columns = [Phrase.Source, Phrase.File, Phrase.Kind, Phrase.Size, Phrase.Time, Phrase.Clock];
        text.Append("\n## ").Append(words[Phrase.Evidence]).Append("\n\n| ").AppendJoin(" | ", columns.Select(column => words[column])).Append(" |\n|---|---|---|---|---|---|\n");
        foreach (SourceSummary source in report.Sources)
        {
            string[] cells =
            [
                source.Name, sources.File(source), source.Kind, sources.Frames(source), words.Span(source.From, source.To),
                sources.Clock(source, report.Sources[0], isExact: true),
            ];
            text.Append("| ").AppendJoin(" | ", cells.Select(MarkdownText.Of)).Append(" |\n");
        }

        text.Append('\n');
        foreach (SourceSummary source in report.Sources)
        {
            Remarks(text, words, source.Name, [.. source.Problems, .. source.Notes]);
        }

        Remarks(text, words, words[Phrase.PassedOver], report.Skipped);
        text.Append(sources.Conversations(report.Conversations)).Append('\n');
    }

    private static void Remarks(StringBuilder text, Wording words, string about, IReadOnlyList<string> remarks)
    {
        foreach (string remark in remarks.Take(SourceText.MaxRemarks))
        {
            text.Append("- ").Append(MarkdownText.Of(about)).Append(words[Phrase.Colon]).Append(MarkdownText.Of(remark)).Append('\n');
        }

        if (remarks.Count > SourceText.MaxRemarks)
        {
            text.Append("- ").Append(MarkdownText.Of(about)).Append(words[Phrase.Colon]).Append(words.Count(Phrase.MoreInJson, remarks.Count - SourceText.MaxRemarks)).Append('\n');
        }

        if (remarks.Count > 0)
        {
            text.Append('\n');
        }
    }
}
