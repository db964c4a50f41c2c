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

    /// <summary>Frames between two looks at progress and at whether reading is to stop.</summary>
    private const int FramesAtATime = 1_024;

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
        bool canReopen = file.CanReopen;
        long length = file.Length ?? 0;
        using CaptureReader reader = file.OpenCapture();
        SourceObservations observations = new() { Name = name, Problems = reader.Problems };
        SourceContext context = new() { Source = observations, Options = options };
        SourceCollector collector = new(context, new EndpointFilter(options.Endpoint), isCompared: input is not null);
        TimesAskedFor times = new(options);
        (long leftOut, long undated) = Read(reader, new SourceObserver(observations, collector), times, length, progress, cancellation);
        observations.Interfaces = reader.Interfaces;
        SourceJudgement judgement = SourceJudgement.Of(context, collector, keepEach: input is not null, cancellation);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = reader.Kind + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = observations.Frames,
            From = observations.From,
            To = observations.To,
            Problems = SourceProblems.Describe(observations),
            Notes =
            [
                .. times.Notes(leftOut, undated, "frames"),
                .. EndpointNotes.Of(options, judgement.Conversations.Total, observations.Frames),
                .. context.Names.Remarks(),
                .. UnreadFrames.Notes(observations),
            ],
        };
        return new SourceResult(
            summary,
            judgement.Findings,
            judgement.Conversations)
        {
            Unreadable = observations.Unreadable,
            Reopen = canReopen ? file.Name : null,
            Length = length,
            Context = context,
            Capture = input is null ? null : new CaptureEvidence(input.Name is not null, context, judgement),
        };
    }

    /// <summary>Feeds a capture to an observer.</summary>
    /// <returns>Frames outside the times asked for, and frames without a time.</returns>
    private static (long LeftOut, long Undated) Read(
        CaptureReader reader,
        SourceObserver observer,
        TimesAskedFor times,
        long length,
        IProgress<ReadProgress>? progress,
        CancellationToken cancellation)
    {
        long nextWord = ProgressStep;
        long leftOut = 0;
        long undated = 0;
        int untilLook = FramesAtATime;
        while (reader.TryRead(out Frame frame))
        {
            undated += frame.Time.IsKnown ? 0 : 1;
            if (times.Contains(frame.Time))
            {
                observer.Observe(frame);
            }
            else
            {
                leftOut++;
            }

            if (--untilLook == 0)
            {
                untilLook = FramesAtATime;
                cancellation.ThrowIfCancellationRequested();
                if (reader.Position >= nextWord)
                {
                    progress?.Report(new ReadProgress(observer.Observations.Name, reader.Position, length));
                    nextWord = reader.Position + ProgressStep;
                }
            }
        }

        cancellation.ThrowIfCancellationRequested();
        observer.End();
        return (leftOut, undated);
    }
}
