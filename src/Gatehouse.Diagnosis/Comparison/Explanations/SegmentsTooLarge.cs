using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The good side's segments are smaller than those of the bad side that never arrive.</summary>
internal sealed class SegmentsTooLarge : IExplanation
{
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

        int stuck = bad.Tcp.From(sender).StuckPayload;
        return stuck > 0 && works.LargestAcknowledgedPayload > 0 && works.LargestAcknowledgedPayload < stuck
            ? new Explanation(
                StepCodes.LargestSegment,
                Confidence.Possible,
                $"GOOD's segments have {StepWords.Number(works.LargestAcknowledgedPayload)} bytes at most, BAD's of {StepWords.Number(stuck)} never arrive")
            : new Explanation(step, null, "segments of the same size cross for GOOD and vanish for BAD: the path differs, not the endpoints");
    }
}
