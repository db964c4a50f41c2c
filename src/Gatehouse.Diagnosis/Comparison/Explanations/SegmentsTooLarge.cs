using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The good side's segments are smaller than those of the bad side that never arrive.</summary>
internal sealed class SegmentsTooLarge : IExplanation
{
    /// <summary>Octets that the options of a segment take from its MSS at most.</summary>
    private const int MostOptions = 40;

    public IReadOnlyList<string> Codes => [FindingCodes.PathMtuBlackHole];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tcp is null || bad.Tcp is null)
        {
            return null;
        }

        Side sender = bad.Tcp.FromServer.StuckPayload >= bad.Tcp.FromClient.StuckPayload ? Side.Server : Side.Client;
        TcpDirection works = good.Tcp.From(sender);
        int limited = good.Tcp.From(sender == Side.Server ? Side.Client : Side.Server).MaximumSegmentSize;
        int unlimited = bad.Tcp.From(sender == Side.Server ? Side.Client : Side.Server).MaximumSegmentSize;
        string step = sender == Side.Server ? StepCodes.ClientMss : StepCodes.ServerMss;
        if (limited > 0 && limited < unlimited)
        {
            return new Explanation(
                step,
                Confidence.Likely,
                $"GOOD announces segments of {StepWords.Number(limited)} bytes at most, BAD of {StepWords.Number(unlimited)}, and those vanish on the way");
        }

        if (good.Tcp.IcmpErrors.FirstOrDefault(error => error.IsPacketTooBig) is { } told && !bad.Tcp.IcmpErrors.Any(error => error.IsPacketTooBig))
        {
            return new Explanation(
                StepCodes.Icmp,
                Confidence.Likely,
                $"on GOOD's way {told.From} says by ICMP that packets are too big{(told.NextHopMtu > 0 ? $" (at most {StepWords.Number(told.NextHopMtu)} bytes)" : string.Empty)}, and the sender adapts; BAD's sender is not told");
        }

        int stuck = bad.Tcp.From(sender).StuckPayload;
        int crossed = works.LargestAcknowledgedPayload;
        if (crossed < (stuck > 0 ? stuck : unlimited - MostOptions) && (stuck == 0 || crossed == 0))
        {
            return new Explanation(step, null, "no segment of GOOD's is shown to be as large as those that vanish for BAD, so that sizes cannot be compared");
        }

        return crossed < stuck
            ? new Explanation(
                StepCodes.LargestSegment,
                Confidence.Possible,
                $"GOOD's segments have {StepWords.Number(crossed)} bytes at most, BAD's of {StepWords.Number(stuck)} never arrive")
            : new Explanation(step, null, "segments of the same size cross for GOOD and vanish for BAD: the path differs, not the endpoints");
    }
}
