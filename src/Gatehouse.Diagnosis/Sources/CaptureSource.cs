using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses one capture file.</summary>
internal static class CaptureSource
{
    /// <summary>Octets between two words on progress.</summary>
    private const long ProgressStep = 8 * 1024 * 1024;

    /// <summary>Reads the capture to its end and judges it.</summary>
    /// <param name="file">The capture.</param>
    /// <param name="input">How the user named it; null unless it will be compared with others.</param>
    /// <param name="name">Name of the source.</param>
    /// <param name="options">What the user asked.</param>
    /// <param name="progress">Told how far reading has come.</param>
    /// <param name="cancellation">Ends reading early.</param>
    public static SourceResult Diagnose(
        EvidenceFile file,
        EvidenceInput? input,
        string name,
        DiagnosisOptions options,
        IProgress<ReadProgress>? progress,
        CancellationToken cancellation)
    {
        bool canReopen = file.Length is not null;
        using CaptureReader reader = file.OpenCapture();
        SourceObservations observations = new() { Name = name, Problems = reader.Problems };
        SourceContext context = new() { Source = observations, Options = options };
        SourceCollector collector = new(context, new EndpointFilter(options.Endpoint));
        Read(reader, new SourceObserver(observations, collector), options, file.Length ?? 0, progress, cancellation);
        observations.Interfaces = reader.Interfaces;
        SourceJudgement judgement = SourceJudgement.Of(context, collector, keepEach: input is not null);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = reader.Kind + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = observations.Frames,
            From = observations.From,
            To = observations.To,
            Problems = SourceProblems.Describe(observations),
        };
        return new SourceResult(
            summary,
            judgement.Findings,
            new ConversationCounts(judgement.Total, judgement.Total - judgement.Faulty, judgement.Faulty))
        {
            Capture = input is null ? null : new CaptureEvidence(canReopen ? input.Path : null, input.Name is not null, context, judgement),
        };
    }

    /// <summary>Feeds a capture to an observer.</summary>
    public static void Read(
        CaptureReader reader,
        SourceObserver observer,
        DiagnosisOptions options,
        long length,
        IProgress<ReadProgress>? progress,
        CancellationToken cancellation)
    {
        long since = options.Since.IsKnown ? options.Since.Nanoseconds : long.MinValue;
        long until = options.Until.IsKnown ? options.Until.Nanoseconds : long.MaxValue;
        long nextWord = ProgressStep;
        while (reader.TryRead(out Frame frame))
        {
            if (frame.Time.Nanoseconds >= since && frame.Time.Nanoseconds <= until)
            {
                observer.Observe(frame);
            }

            if ((frame.Number & 0x3FF) == 0 && reader.Position >= nextWord)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new ReadProgress(observer.Observations.Name, reader.Position, length));
                nextWord = reader.Position + ProgressStep;
            }
        }

        observer.End();
    }
}
