using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>A report taken apart, the same for all formats that people read.</summary>
internal sealed class ReportParts
{
    private readonly HashSet<string> _logs;

    public ReportParts(Report report, Wording wording)
    {
        Report = report;
        Wording = wording;
        _logs = [.. report.Sources.Where(IsLog).Select(source => source.Name)];
        Lead = report.Verdict.FindingIndex is int index && index >= 0 && index < report.Findings.Count
            ? report.Findings[index]
            : report.Findings.FirstOrDefault(finding => finding.Code == report.Verdict.Code);
        Finding[] others = [.. report.Findings.Where(finding => !ReferenceEquals(finding, Lead))];
        Rivals = Lead is null ? [] : [.. others.Where(finding => Lead.Rivals.Contains(finding.Code)).Take(TextReport.MaxOthers)];
        Others = [.. others.Where(finding => !Rivals.Contains(finding))];
        (Word, Style) = (report.Verdict.Code, Lead) switch
        {
            (FindingCodes.Healthy, _) => (wording[Phrase.Healthy], TextStyle.Good),
            (FindingCodes.Inconclusive, _) => (wording[Phrase.Inconclusive], TextStyle.Warning),
            (_, null) => (wording[Phrase.Fault], TextStyle.Fault),
            _ => (wording.Of(Lead.Severity), Wording.Style(Lead.Severity)),
        };
    }

    /// <summary>The report.</summary>
    public Report Report { get; }

    /// <summary>The words of its language.</summary>
    public Wording Wording { get; }

    /// <summary>The finding the verdict rests on; null when it rests on none.</summary>
    public Finding? Lead { get; }

    /// <summary>Findings that could be its cause.</summary>
    public IReadOnlyList<Finding> Rivals { get; }

    /// <summary>All other findings.</summary>
    public IReadOnlyList<Finding> Others { get; }

    /// <summary>What kind of verdict it is, one word.</summary>
    public string Word { get; }

    /// <summary>How that word looks.</summary>
    public TextStyle Style { get; }

    /// <summary>Whether the verdict has a code and a confidence worth saying.</summary>
    public bool HasCause => Report.Verdict.Code is not (FindingCodes.Healthy or FindingCodes.Inconclusive);

    /// <summary>Where on the path the cause is, escaped; empty when there is nothing to say.</summary>
    public string Where => WhereOf(Report.Verdict.Where, Lead);

    /// <summary>Whether a source is a log, whose numbers are lines.</summary>
    public static bool IsLog(SourceSummary source) => source.HasLines;

    /// <summary>The filter to show behind a piece of evidence: its own, unless the next one has the same; null when there is none to show.</summary>
    public static string? FilterBehind(Finding finding, int number)
    {
        string? filter = finding.Evidence[number].Filter;
        return number + 1 < finding.Evidence.Count && finding.Evidence[number + 1].Filter == filter ? null : filter;
    }

    /// <summary>Whether a finding is a symptom of the verdict's; one about no conversation in particular is taken to be about the same.</summary>
    public bool IsSymptom(Finding finding) =>
        Lead is not null && Lead.Explains.Contains(finding.Code)
        && (Lead.Conversation is null || finding.Conversation is null || Lead.Conversation == finding.Conversation);

    /// <summary>Where on the path a finding is, escaped; empty when there is nothing to say.</summary>
    public string WhereOf(Finding finding) => WhereOf(finding.Where, finding);

    /// <summary>"frames 12, 14–17" or "lines 3, 4" of a piece of evidence; empty when it names none.</summary>
    public string Frames(Evidence evidence) =>
        evidence.Frames.Count == 0 ? string.Empty : Wording.Frames(evidence.Frames, _logs.Contains(evidence.Source));

    private string WhereOf(Location? location, Finding? finding)
    {
        string where = location is null ? string.Empty : Wording.Of(location);
        return where.Length == 0 && finding?.Severity == Severity.Fault && Report.Path.Count > 1
            ? Wording[Phrase.NotPlaced]
            : where;
    }
}
