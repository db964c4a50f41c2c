using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Settings;
using Gatehouse.Diagnosis.Judgement.Verdicts;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis;

/// <summary>Reads evidence and says what is wrong.</summary>
public static class DiagnosisEngine
{
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
        IReadOnlyList<Finding> findings = VerdictChooser.Order(sources.Findings, options);
        Verdict verdict = VerdictChooser.Choose(findings, sources.Conversations, results.Sum(result => result.Summary.Frames), options);
        if (verdict.Code == FindingCodes.Inconclusive)
        {
            verdict = (reader.SettingsAlone is { } alone ? SettingsAlone.Verdict(alone) : verdict) with { FindingIndex = findings.Count };
            findings = [.. findings, reader.SettingsAlone is { } settings ? SettingsAlone.Finding(settings, verdict) : Undecided.Finding(verdict)];
        }

        return new Report
        {
            Verdict = verdict,
            Findings = findings,
            Sources = sources.Summaries,
            Skipped = reader.Skipped,
            Path = sources.Path ?? [.. options.Inputs.Where(input => input.Name is not null).Select(input => input.Name!)],
            Conversations = sources.Conversations,
        };
    }
}
