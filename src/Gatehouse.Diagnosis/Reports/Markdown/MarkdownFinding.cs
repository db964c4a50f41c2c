using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Markdown;

/// <summary>Findings in Markdown.</summary>
/// <param name="text">Where they are written.</param>
/// <param name="parts">The report.</param>
internal sealed class MarkdownFinding(StringBuilder text, ReportParts parts)
{
    private readonly Wording _words = parts.Wording;

    /// <summary>Facts and proof.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="level">The marks of its headings.</param>
    public void Proven(Finding finding, string level)
    {
        if (finding.Facts.Count > 0)
        {
            text.Append('\n').Append(level).Append(' ').Append(_words[Phrase.Facts]);
            text.Append("\n\n| ").Append(_words[Phrase.Fact]).Append(" | ").Append(_words[Phrase.Value]).Append(" |\n|---|---|\n");
            foreach ((string name, object value) in finding.Facts)
            {
                text.Append("| ").Append(MarkdownText.Of(_words.FactName(name))).Append(" | ").Append(MarkdownText.Of(_words.FactValue(name, value))).Append(" |\n");
            }
        }

        if (finding.Evidence.Count > 0)
        {
            text.Append('\n').Append(level).Append(' ').Append(_words[Phrase.Proof]).Append("\n\n");
        }

        for (int i = 0; i < finding.Evidence.Count; i++)
        {
            Evidence evidence = finding.Evidence[i];
            text.Append("- **").Append(MarkdownText.Of(evidence.Source)).Append("**").Append(evidence.Frames.Count > 0 ? " " + parts.Frames(evidence) : string.Empty);
            text.Append(_words[Phrase.Colon]).Append(MarkdownText.Of(evidence.Note)).Append('\n');
            if (ReportParts.FilterBehind(finding, i) is { } filter)
            {
                text.Append('\n').Append(MarkdownText.Block(filter, "  ")).Append(i + 1 < finding.Evidence.Count ? "\n" : string.Empty);
            }
        }
    }

    /// <summary>Causes that look the same from this evidence.</summary>
    public void Rivals()
    {
        if (parts.Rivals.Count == 0)
        {
            return;
        }

        text.Append("\n## ").Append(_words[Phrase.WhatCouldCauseIt]).Append("\n\n");
        foreach (Finding rival in parts.Rivals)
        {
            text.Append("- ").Append(_words.Word(rival.Confidence)).Append(_words[Phrase.Colon]).Append("**").Append(MarkdownText.Of(rival.Title)).Append("**");
            text.Append(_words.Say(Phrase.Parenthesis, ("text", MarkdownText.Code(rival.Code)))).Append(_words[Phrase.FullStop]).Append(MarkdownText.Prose(rival.Explanation)).Append('\n');
        }
    }

    /// <summary>Numbered steps; long commands in a block of their own.</summary>
    /// <param name="level">The marks of the heading.</param>
    /// <param name="title">The heading.</param>
    /// <param name="steps">The steps; nothing is written when there are none.</param>
    public void Steps(string level, string title, IReadOnlyList<string> steps)
    {
        if (steps.Count == 0)
        {
            return;
        }

        text.Append('\n').Append(level).Append(' ').Append(title).Append("\n\n");
        for (int i = 0; i < steps.Count; i++)
        {
            Step($"{i + 1}. ", steps[i]);
        }
    }

    /// <summary>What else was noticed, everything known about each.</summary>
    public void Others()
    {
        if (parts.Others.Count == 0)
        {
            return;
        }

        text.Append("\n## ").Append(_words[Phrase.WhatElse]).Append('\n');
        foreach (Finding finding in parts.Others.Take(TextReport.MaxOthers))
        {
            text.Append("\n### ").Append(parts.IsSymptom(finding) ? _words[Phrase.Symptom] : _words.Of(finding.Severity)).Append(_words[Phrase.Colon]).Append(MarkdownText.Of(finding.Title));
            text.Append("\n\n").Append(MarkdownText.Code(finding.Code)).Append(_words[Phrase.Comma]).Append(_words.Word(finding.Confidence)).Append(_words.Alike(finding));
            text.Append("\n\n").Append(MarkdownText.Prose(finding.Explanation)).Append('\n');
            Proven(finding, "####");
            Steps("####", _words[Phrase.WhatToDo], finding.Remedies);
            Original(finding, "####");
        }

        if (parts.Others.Count > TextReport.MaxOthers)
        {
            text.Append('\n').Append(_words.Count(Phrase.MoreInJsonReport, parts.Others.Count - TextReport.MaxOthers)).Append('\n');
        }
    }

    /// <summary>What the rule said in English, where a translation says less.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="level">The marks of the heading.</param>
    public void Original(Finding finding, string level)
    {
        if (finding.Original is { IsNeeded: true } original)
        {
            text.Append('\n').Append(level).Append(' ').Append(_words[Phrase.Details]).Append("\n\n");
            text.Append("**").Append(MarkdownText.Of(original.Title)).Append("**\n\n").Append(MarkdownText.Prose(original.Explanation)).Append('\n');
        }
    }

    private void Step(string number, string step)
    {
        text.Append(number);
        string indent = new(' ', number.Length);
        bool isBehindBlock = false;
        foreach (TextSpan span in Wording.Spans(step))
        {
            bool isBlock = TextWord.IsAlone(span);
            string words = isBehindBlock ? TextWord.BehindCode(span.Text).TrimStart() : span.Text;
            if (isBlock)
            {
                TrimEnd();
                text.Append("\n\n").Append(MarkdownText.Block(span.Text, indent));
            }
            else if (words.Length > 0)
            {
                text.Append(isBehindBlock ? "\n" + indent : string.Empty).Append(span.Style == TextStyle.Code ? MarkdownText.Code(words) : MarkdownText.Of(words));
            }

            isBehindBlock = isBlock;
        }

        TrimEnd();
        text.Append('\n');
    }

    private void TrimEnd()
    {
        while (text[^1] is ' ' or '\n')
        {
            text.Length--;
        }
    }
}
