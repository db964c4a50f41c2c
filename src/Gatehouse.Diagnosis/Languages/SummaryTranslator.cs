using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>Says the verdict in another language, from the finding it rests on or from how the conversations fared.</summary>
internal sealed class SummaryTranslator
{
    private readonly Report _report;
    private readonly Finding[] _findings;
    private readonly Phrasebook _words;

    /// <summary>Says it.</summary>
    /// <param name="report">The report in English.</param>
    /// <param name="findings">Its findings in the language.</param>
    /// <param name="words">The language.</param>
    public SummaryTranslator(Report report, Finding[] findings, Phrasebook words)
    {
        (_report, _findings, _words) = (report, findings, words);
        Finding? lead = report.Verdict.FindingIndex is int index && index >= 0 && index < findings.Length ? findings[index] : null;
        Summary = (report.Verdict.Code, lead) switch
        {
            (FindingCodes.Healthy, _) => Healthy(),
            (FindingCodes.Inconclusive, not null) => Undecided(report.Verdict.FindingIndex!.Value, lead),
            (_, null) => report.Verdict.Summary,
            _ => Sentence(lead.Title),
        };
    }

    /// <summary>The verdict in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The findings, the one behind an open verdict with the verdict's words.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    private string Sentence(string title) => title + _words[Phrase.FullStop].TrimEnd();

    private string Healthy()
    {
        ConversationCounts counts = _report.Conversations;
        Finding[] warnings = [.. _findings.Where(finding => finding.Severity == Severity.Warning)];
        string conversations = counts.Unjudged > 0
            ? _words.Say(Phrase.HealthyOf, ("healthy", _words.Number(counts.Healthy)), ("total", _words.Number(counts.Total)))
            : _words.SayCount(Phrase.AllConversations, counts.Total);
        string text = _words.Say(Phrase.NothingWrong, ("conversations", conversations), ("warnings", warnings.Length == 0 ? string.Empty : _words.SayCount(Phrase.WithWarnings, warnings.Length)))
            + (counts.Unjudged > 0 ? _words.SayCount(Phrase.OthersUnjudged, counts.Total - counts.Healthy) : string.Empty)
            + (_report.UnreadPrinted > 0 ? _words.SayCount(Phrase.ButUnread, _report.UnreadPrinted) : string.Empty);
        Finding? broken = Array.Find(warnings, warning => warning.Code == FindingCodes.TlsIntercepted);
        return Sentence(text) + (broken is null ? string.Empty : _words.Say(Phrase.But, ("title", broken.Title)));
    }

    /// <summary>
    /// Why nothing is decided. The rules' sentence may say more than the counts (an endpoint asked for, damaged frames), so where the language does
    /// not know it, it is shown in English too.
    /// </summary>
    private string Undecided(int index, Finding lead)
    {
        string english = _report.Findings[index].Title;
        if (_words.Remarks.TrySay(english, known => _words.FactValue("*", known), out string? known))
        {
            return Sentence(known);
        }

        long frames = _report.Sources.Sum(source => source.Frames);
        string title = _report.Conversations.Total > 0 ? _words.SayCount(Phrase.TooLittle, _report.Conversations.Total)
            : frames > 0 ? _words.SayCount(Phrase.NothingToJudge, frames)
            : _words[Phrase.NoFrames];
        _findings[index] = lead with { Title = title, Original = lead.Original is { } original ? original with { IsNeeded = true } : null };
        return Sentence(title);
    }
}
