using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// Makes a report that can go to strangers: users, names, addresses, hardware addresses and files get pseudonyms, the same ones in all of
/// it. Ports, versions, times, sizes and frame numbers stay, for they are what the case is about.
/// </summary>
public static class ReportRedactor
{
    /// <summary>Learns what is private in a report and replaces it.</summary>
    /// <param name="report">The report.</param>
    /// <param name="pseudonyms">Takes what is learnt, to be used for the frames too.</param>
    /// <param name="options">What the user gave: names and addresses among it are private too; names of vantage points are kept.</param>
    public static Report Redact(Report report, Pseudonyms pseudonyms, DiagnosisOptions options)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(pseudonyms);
        ArgumentNullException.ThrowIfNull(options);
        ReportNames names = new(pseudonyms);
        names.Learn(options);
        names.Learn(report);
        return report with
        {
            Verdict = report.Verdict with { Summary = pseudonyms.Replace(report.Verdict.Summary), Where = Replace(report.Verdict.Where, pseudonyms) },
            Findings = [.. report.Findings.Select(finding => Replace(finding, pseudonyms))],
            Sources = [.. report.Sources.Select(source => Replace(source, pseudonyms))],
            Skipped = [.. report.Skipped.Select(pseudonyms.Replace)],
            Path = [.. report.Path.Select(pseudonyms.ReplaceName)],
            Ladder = report.Ladder is { } ladder ? Replace(ladder, IsPrinted(report, ladder), pseudonyms) : null,
        };
    }

    private static Finding Replace(Finding finding, Pseudonyms pseudonyms) => finding with
    {
        Title = pseudonyms.Replace(finding.Title),
        Explanation = pseudonyms.Replace(finding.Explanation),
        Conversation = finding.Conversation is { } name ? Replace(name, pseudonyms) : null,
        Where = Replace(finding.Where, pseudonyms),
        Facts = finding.Facts.ToDictionary(fact => fact.Key, fact => Replace(fact.Key, fact.Value, pseudonyms)),
        Evidence = [.. finding.Evidence.Select(evidence => evidence with
        {
            Source = pseudonyms.ReplaceName(evidence.Source),
            Filter = evidence.Filter is { } filter ? pseudonyms.Replace(filter) : null,
            Note = pseudonyms.Replace(evidence.Note),
        })],
        Remedies = [.. finding.Remedies.Select(pseudonyms.Replace)],
        NextSteps = [.. finding.NextSteps.Select(pseudonyms.Replace)],
    };

    private static object Replace(string fact, object value, Pseudonyms pseudonyms)
    {
        Func<string, string> replace = ReportNames.IsNaming(fact) ? pseudonyms.ReplaceName : pseudonyms.Replace;
        return value switch
        {
            string text => replace(text),
            IEnumerable<string> texts => texts.Select(replace).ToArray(),
            _ => value,
        };
    }

    private static SourceSummary Replace(SourceSummary source, Pseudonyms pseudonyms) => source with
    {
        Name = pseudonyms.ReplaceName(source.Name),
        File = pseudonyms.ReplaceName(Path.GetFileName(source.File)),
        Problems = [.. source.Problems.Select(pseudonyms.Replace)],
        Notes = [.. source.Notes.Select(pseudonyms.Replace)],
    };

    /// <summary>Labels of printed packets are lines of the text, which may say anything.</summary>
    private static bool IsPrinted(Report report, Ladder ladder) =>
        report.Sources.Any(source => source.Name == ladder.Source && source.IsPrinted);

    private static Ladder Replace(Ladder ladder, bool isPrinted, Pseudonyms pseudonyms) => ladder with
    {
        Conversation = ladder.Conversation is { } name ? Replace(name, pseudonyms) : null,
        Source = ladder.Source is { } source ? pseudonyms.ReplaceName(source) : null,
        Lanes = [.. ladder.Lanes.Select(lane => lane with
        {
            Name = ladder.Source is null ? pseudonyms.ReplaceName(lane.Name) : lane.Name,
            Address = lane.Address is { } address ? pseudonyms.Replace(address) : null,
        })],
        Steps = [.. ladder.Steps.Select(step => step with { Label = isPrinted ? PrintedLabel.Of(step.Label) : pseudonyms.Replace(step.Label) })],
    };

    private static ConversationName Replace(ConversationName name, Pseudonyms pseudonyms) =>
        name with { Client = pseudonyms.ReplaceName(name.Client), Server = pseudonyms.ReplaceName(name.Server) };

    private static Location? Replace(Location? where, Pseudonyms pseudonyms)
    {
        return where is null ? null : new Location(Of(where.After), Of(where.Before), where.Direction, Of(where.At));

        string? Of(string? point) => point is null ? null : pseudonyms.ReplaceName(point);
    }
}
