using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis;

/// <summary>Reads evidence once and says what is wrong.</summary>
public static class DiagnosisEngine
{
    /// <summary>Diagnoses.</summary>
    /// <param name="options">Evidence and what is known already.</param>
    /// <param name="progress">Told now and then how far reading has come.</param>
    /// <param name="cancellation">Ends reading early with <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="Capture.CaptureException">A piece of evidence could not be opened; the message is for the user.</exception>
    public static Report Run(DiagnosisOptions options, IProgress<ReadProgress>? progress = null, CancellationToken cancellation = default)
    {
        _ = progress;
        cancellation.ThrowIfCancellationRequested();
        return new Report
        {
            Verdict = new Verdict(FindingCodes.Inconclusive, Confidence.Possible, $"{options.Inputs.Count} files, nothing read", null, null),
            Findings = [],
            Sources = [],
            Conversations = new ConversationCounts(0, 0, 0),
        };
    }
}
