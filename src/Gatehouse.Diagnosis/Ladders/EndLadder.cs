using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Makes the ladder of a source that knows two ends and nothing between them: a log, a printed packet list.</summary>
internal static class EndLadder
{
    /// <summary>Makes it.</summary>
    /// <param name="name">The conversation; null when the source does not name it.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="isLog">Whether numbers are lines of a log.</param>
    /// <param name="packets">The packets in order.</param>
    /// <returns>Null without packets.</returns>
    public static Ladder? Of(ConversationName? name, string source, bool isLog, IReadOnlyList<EndPacket> packets)
    {
        if (packets.Count == 0)
        {
            return null;
        }

        List<LadderStep> steps = [];
        int expected = 0;
        foreach (int number in LadderChoice.Choose([.. packets.Select(packet => packet.IsProof)], [.. packets.Select(packet => packet.IsRemarkable)]))
        {
            EndPacket packet = packets[number];
            int from = packet.Step.IsToServer ? 0 : 1;
            int at = packet.Step.StartsBetween ? 1 - from : from;
            steps.Add(packet.Step with
            {
                From = from,
                To = 1 - from,
                Frames = [at == 0 ? packet.Number : null, at == 1 ? packet.Number : null],
                SkippedBefore = number - expected,
            });
            expected = number + 1;
        }

        return new Ladder
        {
            Conversation = name,
            Source = source,
            IsLog = isLog,
            Lanes = [new LadderLane("client", name?.Client, null, null), new LadderLane("server", name?.Server, null, null)],
            Steps = steps,
            SkippedAfter = packets.Count - expected,
        };
    }
}
