using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Packets lost between two vantage points in conversations that went on all the same: worth a warning beyond one in a hundred.</summary>
internal static class LossBetween
{
    private const double WorthSaying = 0.01;
    private const int Fewest = 5;

    /// <summary>Counts over all conversations without a fault.</summary>
    public static IEnumerable<Finding> Judge(PathPicture picture, IReadOnlySet<Exchange> faulty)
    {
        LossTally tally = new(picture.Path);
        foreach (Exchange exchange in picture.Exchanges.Where(exchange => !faulty.Contains(exchange)))
        {
            tally.Count(exchange);
        }

        foreach (((int after, int before, bool isToServer), List<Journey> lost) in tally.Lost)
        {
            long all = tally.Passed(after, isToServer);
            if (lost.Count >= Fewest && lost.Count > all * WorthSaying)
            {
                yield return Describe(picture.Path[after].Name, picture.Path[before], isToServer, [.. lost.Select(journey => (long)journey.At(after)!.Value.Frame)], all);
            }
        }
    }

    private static Finding Describe(string after, VantagePoint next, bool isToServer, List<long> frames, long all)
    {
        string before = next.Name;
        bool mayBeDropped = next.Context.Gaps.UnseenOctets > 0;
        return new Finding
        {
            Code = FindingCodes.PacketLoss,
            Severity = Severity.Warning,
            Confidence = mayBeDropped ? Confidence.Likely : Confidence.Certain,
            Title = $"{(double)frames.Count / all:P1} of the packets {(isToServer ? "to servers" : "to clients")} are lost between {after} and {before}",
            Explanation = $"{frames.Count:N0} of {all:N0} packets with data that passed {after} never reached {before}, which was recording. The conversations recovered."
                + (mayBeDropped ? $" The capture {before} lacks octets that were acknowledged, so it may have dropped some of these itself; segments never sent again are not counted." : string.Empty),
            Where = new Location(after, before, isToServer ? "to-server" : "to-client", null),
            Count = frames.Count,
            Facts = new Dictionary<string, object> { ["packets"] = all, ["lost"] = frames.Count, ["share"] = Math.Round((double)frames.Count / all, 4) },
            Evidence = [new Evidence(after, [.. frames.Order().Take(Proof.MostFrames)], null, $"packets that {before} never shows")],
            Remedies = [$"Look at the error and drop counters of the interfaces between {after} and {before} (wireless links, duplex mismatch, full queues)."],
            Explains = [],
        };
    }
}
