using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Settings;
using Gatehouse.Diagnosis.Judgement.Verdicts;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis;

/// <summary>Reads evidence and says what is wrong.</summary>
public static class DiagnosisEngine
{
    /// <summary>Most findings of one report.</summary>
    public const int MostFindings = 4_096;

    /// <summary>Diagnoses.</summary>
    /// <param name="options">Evidence and what is known already.</param>
    /// <param name="progress">Told now and then how far reading has come.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="Capture.CaptureException">A piece of evidence could not be opened; the message is for the user.</exception>
    public static Report Run(DiagnosisOptions options, IProgress<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        EvidenceReader reader = new(options, progress, cancellation);
        IReadOnlyList<SourceResult> results = reader.ReadAll();
        ComparedSources sources = new CaptureComparison(options, progress, cancellation).Run(results) ?? ComparedSources.Alone(results);
        IReadOnlyList<Finding> ordered = VerdictChooser.Order(sources.Findings, options);
        IReadOnlyList<Finding> findings = [.. ordered.Take(MostFindings)];
        Verdict verdict = VerdictChooser.Choose(findings, sources.Conversations, results.Sum(result => result.Summary.Frames), results.Sum(result => result.Unreadable), options, results.Any(result => result.Summary.IsPrinted));
        long unread = results.Sum(result => result.UnreadPrinted);
        if (verdict.Code == FindingCodes.Healthy && unread > 0)
        {
            verdict = verdict with
            {
                Confidence = Confidence.Likely,
                Summary = $"{verdict.Summary.TrimEnd('.')}, but {unread:N0} printed {(unread == 1 ? "packet" : "packets")} could not be read or followed.",
            };
        }

        if (verdict.Code == FindingCodes.Inconclusive)
        {
            TransportCase? settings = reader.SettingsAlone;
            verdict = (settings is null ? verdict : SettingsAlone.Verdict(settings)) with { FindingIndex = findings.Count };
            findings = [.. findings, settings is null ? Undecided.Finding(verdict) : SettingsAlone.Finding(settings, verdict)];
        }

        Ladder? ladder = options.DrawLadder && verdict.FindingIndex is int lead
            ? new LadderDrawer(options, cancellation).Draw(findings[lead], results, sources.Picture)
            : null;
        return new Report
        {
            Verdict = verdict,
            Findings = findings,
            Sources = [.. sources.Summaries.Zip(results, (summary, result) => summary with { ReadAgainFrom = result.Reopen })],
            Skipped = ordered.Count > findings.Count
                ? [.. reader.Skipped, $"{ordered.Count - findings.Count:N0} more findings were left out: a report holds the {MostFindings:N0} most telling; name an endpoint or a server to see others"]
                : reader.Skipped,
            Path = sources.Path ?? [.. options.Inputs.Select(input => input.Name).OfType<string>().Where(name => sources.Summaries.Any(source => source.Name == name))],
            Ladder = ladder,
            UnreadPrinted = unread,
            Conversations = sources.Conversations,
        };
    }
}
