using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Observation;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses printed packets. Somebody chose which to print, so what is absent proves nothing.</summary>
internal static class PacketTextSource
{
    /// <summary>Packets between two looks at whether reading is to stop.</summary>
    private const int PacketsAtATime = 1_024;

    /// <summary>Judges the packets of a text.</summary>
    public static SourceResult Diagnose(
        PacketText text, EvidenceFile file, EvidenceText evidence, string name, DiagnosisOptions options, CancellationToken cancellation)
    {
        SourceObservations observations = new() { Name = name, IsSelective = true, Problems = evidence.Problems };
        SourceContext context = new() { Source = observations, Options = options };
        SourceCollector collector = new(context, new EndpointFilter(options.Endpoint));
        SourceObserver observer = new(observations, collector);
        TimesAskedFor times = new(options);
        int leftOut = 0;
        int undated = 0;
        for (int i = 0; i < text.Frames.Count; i++)
        {
            if (i % PacketsAtATime == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            TextFrame frame = text.Frames[i];
            undated += frame.Time.IsKnown ? 0 : 1;
            if (times.Contains(frame.Time))
            {
                observer.Observe(frame);
            }
            else
            {
                leftOut++;
            }
        }

        observer.End();
        SourceJudgement judgement = SourceJudgement.Of(context, collector, cancellation: cancellation);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = "packet-text" + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = observations.Frames,
            From = observations.From,
            To = observations.To,
            Problems = SourceProblems.Describe(observations),
            Notes =
            [
                .. text.Notes,
                .. times.Notes(leftOut, undated, "packets"),
                .. EndpointNotes.Of(options, judgement.Conversations.Total, observations.Frames),
            ],
        };
        return new SourceResult(summary, judgement.Findings, Doubt(judgement.Conversations, text))
        {
            UnreadPrinted = text.Unread,
            DrawLadder = finding => PrintedLadder.Draw(finding, name, text),
        };
    }

    /// <summary>What was read of a list shows nothing to be healthy when as much of it was not read.</summary>
    private static ConversationCounts Doubt(ConversationCounts conversations, PacketText text) => text.Unread * 2 < text.Frames.Count
        ? conversations
        : conversations with { Healthy = 0, Unjudged = conversations.Unjudged + conversations.Healthy };
}
