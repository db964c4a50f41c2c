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
    public static SourceResult Diagnose(
        EvidenceFile file, string name, DiagnosisOptions options, IProgress<ReadProgress>? progress, CancellationToken cancellation)
    {
        using CaptureReader reader = file.OpenCapture();
        SourceObservations observations = new() { Name = name, Problems = reader.Problems };
        SourceContext context = new() { Source = observations, Options = options };
        SourceCollector collector = new(context, new EndpointFilter(options.Endpoint));
        long leftOut = Read(reader, new SourceObserver(observations, collector), options, file.Length ?? 0, progress, cancellation);
        observations.Interfaces = reader.Interfaces;
        SourceJudgement judgement = SourceJudgement.Of(context, collector);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = reader.Kind + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = observations.Frames,
            From = observations.From,
            To = observations.To,
            Problems = SourceProblems.Describe(observations),
            Notes = [.. leftOut == 0 ? (IEnumerable<string>)[] : [LeftOut(leftOut)], .. context.Names.Remarks()],
        };
        return new SourceResult(
            summary,
            judgement.Findings,
            new ConversationCounts(judgement.Total, judgement.Total - judgement.Faulty, judgement.Faulty));
    }

    private static string LeftOut(long frames) => frames == 1
        ? "1 of its frames is outside the times asked for and was left out"
        : $"{frames:N0} of its frames are outside the times asked for and were left out";

    /// <summary>Feeds a capture to an observer.</summary>
    /// <returns>Frames outside the times asked for.</returns>
    private static long Read(
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
        long leftOut = 0;
        while (reader.TryRead(out Frame frame))
        {
            if (frame.Time.Nanoseconds >= since && frame.Time.Nanoseconds <= until)
            {
                observer.Observe(frame);
            }
            else
            {
                leftOut++;
            }

            if ((frame.Number & 0x3FF) == 0 && reader.Position >= nextWord)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new ReadProgress(observer.Observations.Name, reader.Position, length));
                nextWord = reader.Position + ProgressStep;
            }
        }

        observer.End();
        return leftOut;
    }
}
