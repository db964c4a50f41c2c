using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Observation;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses printed packets. Somebody chose which to print, so what is absent proves nothing.</summary>
internal static class PacketTextSource
{
    /// <summary>Judges the packets of a text.</summary>
    public static SourceResult Diagnose(PacketText text, EvidenceFile file, EvidenceText evidence, string name, DiagnosisOptions options)
    {
        SourceObservations observations = new() { Name = name, IsSelective = true, Problems = evidence.Problems };
        SourceContext context = new() { Source = observations, Options = options };
        SourceCollector collector = new(context, new EndpointFilter(options.Endpoint));
        SourceObserver observer = new(observations, collector);
        long since = options.Since.IsKnown ? options.Since.Nanoseconds : long.MinValue;
        long until = options.Until.IsKnown ? options.Until.Nanoseconds : long.MaxValue;
        int leftOut = 0;
        foreach (TextFrame frame in text.Frames)
        {
            // Most lists print no dates; what cannot be placed in time is kept.
            if (!frame.Time.IsKnown || (frame.Time.Nanoseconds >= since && frame.Time.Nanoseconds <= until))
            {
                observer.Observe(frame);
            }
            else
            {
                leftOut++;
            }
        }

        observer.End();
        SourceJudgement judgement = SourceJudgement.Of(context, collector);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = "packet-text" + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = observations.Frames,
            From = observations.From,
            To = observations.To,
            Problems = SourceProblems.Describe(observations),
            Notes = leftOut == 0 ? text.Notes : [.. text.Notes, $"{leftOut:N0} of its packets are outside the times asked for and were left out"],
        };
        return new SourceResult(
            summary,
            judgement.Findings,
            judgement.Conversations);
    }
}
