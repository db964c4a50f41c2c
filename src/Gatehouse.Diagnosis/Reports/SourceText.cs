using System.Globalization;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>What the evidence was, and what it could not show.</summary>
/// <param name="words">The words of the report's language.</param>
internal sealed class SourceText(Wording words)
{
    /// <summary>Remarks on one source that are listed before the rest is only counted.</summary>
    public const int MaxRemarks = 6;

    // Smaller differences between two clocks are not worth a reader's time; JSON has them all.
    private const double ClockWorthSaying = 0.001;

    /// <summary>Writes the sources, the path and the conversation counts.</summary>
    public void Write(TextLayout layout, Report report)
    {
        layout.Heading(words[Phrase.Evidence]);
        foreach (SourceSummary source in report.Sources)
        {
            Source(layout, source, report.Sources[0]);
        }

        if (report.Skipped.Count > 0)
        {
            layout.Paragraph(2, words[Phrase.PassedOverLabel]);
            Remarks(layout, report.Skipped, TextStyle.Dim);
        }

        if (report.Path.Count > 1)
        {
            layout.Paragraph(2, 4, new TextSpan(words[Phrase.Path] + words[Phrase.Colon] + PathText.Draw(report.Path, report.Verdict.Where), TextStyle.Plain));
        }

        layout.Paragraph(2, Conversations(report.Conversations));
    }

    /// <summary>"12 conversations: 11 healthy, 1 faulty".</summary>
    public string Conversations(ConversationCounts counts)
    {
        if (counts.Total == 0)
        {
            return words[Phrase.NoConversation];
        }

        return words.Count(Phrase.Conversations, counts.Total, ("healthy", words.Number(counts.Healthy)), ("faulty", words.Number(counts.Faulty)))
            + (counts.Unjudged > 0 ? words.Count(Phrase.Unjudged, counts.Unjudged) : string.Empty);
    }

    /// <summary>How a source's clock differs from the reference's, escaped; empty when it hardly does, or nothing is known of it.</summary>
    /// <param name="source">The source.</param>
    /// <param name="reference">The source whose clock counts.</param>
    /// <param name="isExact">Whether small differences matter too.</param>
    public string Clock(SourceSummary source, SourceSummary reference, bool isExact = false)
    {
        if (Math.Abs(source.ClockOffsetSeconds) < ClockWorthSaying)
        {
            return isExact && !ReferenceEquals(source, reference) && source.ClockUncertaintySeconds is { } known
                ? words.Say(Phrase.ClockAgainst, ("seconds", Invariant(source.ClockOffsetSeconds, "+0.000000;-0.000000;0.000000")), ("reference", SafeText.Escape(reference.Name)))
                    + words.Say(Phrase.GiveOrTake, ("seconds", Invariant(known, "0.000000")))
                : string.Empty;
        }

        string uncertainty = source.ClockUncertaintySeconds is { } seconds
            ? words.Say(Phrase.GiveOrTake, ("seconds", Invariant(seconds, "0.######")))
            : string.Empty;
        return words.Say(source.ClockOffsetSeconds > 0 ? Phrase.ClockAhead : Phrase.ClockBehind,
            ("seconds", Invariant(Math.Abs(source.ClockOffsetSeconds), "0.###")), ("reference", SafeText.Escape(reference.Name))) + uncertainty;
    }

    /// <summary>"40 frames", or "lines" of a log.</summary>
    public string Frames(SourceSummary source) => words.Count(ReportParts.IsLog(source) ? Phrase.LineCount : Phrase.FrameCount, source.Frames);

    /// <summary>The file as the user knows it, escaped.</summary>
    public string File(SourceSummary source) => source.File == "-" ? words[Phrase.StandardInput] : SafeText.Escape(source.File);

    /// <summary>What a report says of a source in one line, escaped: kind, size, time, clock.</summary>
    /// <param name="source">The source.</param>
    /// <param name="reference">The source whose clock counts.</param>
    /// <param name="isExact">Whether small differences of clocks matter too.</param>
    public IEnumerable<string> Facts(SourceSummary source, SourceSummary reference, bool isExact = false) =>
        new[] { SafeText.Escape(source.Kind), Frames(source), words.Span(source.From, source.To), Clock(source, reference, isExact) }.Where(fact => fact.Length > 0);

    private static string Invariant(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private void Source(TextLayout layout, SourceSummary source, SourceSummary reference)
    {
        layout.Paragraph(2, 4, new TextSpan(SafeText.Escape(source.Name), TextStyle.Strong),
            new TextSpan(words[Phrase.Colon] + File(source) + words.Say(Phrase.Parenthesis, ("text", string.Join(words[Phrase.Comma], Facts(source, reference)))), TextStyle.Plain));
        Remarks(layout, source.Problems, TextStyle.Warning);
        Remarks(layout, source.Notes, TextStyle.Dim);
    }

    private void Remarks(TextLayout layout, IReadOnlyList<string> remarks, TextStyle style)
    {
        foreach (string remark in remarks.Take(MaxRemarks))
        {
            layout.Paragraph(4, 6, new TextSpan("- ", TextStyle.Plain), new TextSpan(SafeText.Escape(remark), style));
        }

        if (remarks.Count > MaxRemarks)
        {
            layout.Paragraph(4, "- " + words.Count(Phrase.MoreInJson, remarks.Count - MaxRemarks), TextStyle.Dim);
        }
    }
}
