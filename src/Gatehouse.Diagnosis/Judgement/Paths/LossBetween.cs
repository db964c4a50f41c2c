using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Packets lost between two vantage points in conversations that went on all the same: worth a warning beyond one in a hundred.</summary>
internal static class LossBetween
{
    private const double WorthSaying = 0.01;
    private const int Fewest = 5;

    /// <summary>Counts over all conversations without a fault.</summary>
    public static IEnumerable<Finding> Judge(PathPicture picture, IReadOnlySet<Exchange> faulty)
    {
        Dictionary<(int After, int Before, bool IsToServer), List<long>> lost = [];
        Dictionary<(int Place, bool IsToServer), long> passed = [];
        foreach (Exchange exchange in picture.Exchanges.Where(exchange => !faulty.Contains(exchange) && IsCompared(exchange, picture.Path.Count)))
        {
            Count(exchange, picture.Path, lost, passed);
        }

        foreach (((int after, int before, bool isToServer), List<long> frames) in lost)
        {
            long all = passed.GetValueOrDefault((after, isToServer));
            if (frames.Count >= Fewest && frames.Count > all * WorthSaying)
            {
                yield return Describe(picture.Path[after].Name, picture.Path[before], isToServer, frames, all);
            }
        }
    }

    private static bool IsCompared(Exchange exchange, int places) =>
        Enumerable.Range(0, places).Count(place => exchange.At(place) is not null) > 1;

    private static void Count(
        Exchange exchange,
        IReadOnlyList<VantagePoint> path,
        Dictionary<(int After, int Before, bool IsToServer), List<long>> lost,
        Dictionary<(int Place, bool IsToServer), long> passed)
    {
        Journey[] counted = [.. exchange.Journeys.Where(IsCounted)];
        ILookup<ulong, Journey> copies = counted.ToLookup(journey => journey.Key);
        OctetRanges?[,] seen = new OctetRanges?[path.Count, 2];
        OctetRanges?[,] repeated = new OctetRanges?[path.Count, 2];
        foreach (Journey journey in counted)
        {
            for (int place = 0; place < path.Count; place++)
            {
                if (journey.WasAt(place))
                {
                    passed[(place, journey.IsToServer)] = passed.GetValueOrDefault((place, journey.IsToServer)) + 1;
                }
            }

            if (Loss.Of(journey, exchange, path) is not { Absence: Absence.IsProof } loss || Reshaping.Explains(journey, loss, exchange))
            {
                continue;
            }

            int way = journey.IsToServer ? 1 : 0;
            if (journey.Kind == SightingKind.Tcp
                && !(repeated[loss.After, way] ??= Repeated(counted, loss.After, journey)).Touch(journey.Sequence, journey.Length))
            {
                // The conversation came to its end without these octets being sent again: the receiver had them, and only the capture does not.
                continue;
            }

            bool wasSentAgain = copies[journey.Key].Any(other => other != journey && other.WasAt(loss.Before));
            bool came = !wasSentAgain && journey.Kind == SightingKind.Tcp && (seen[loss.Before, way] ??= new OctetRanges(
                journey.Sequence,
                counted.Where(other => other.Kind == SightingKind.Tcp && other.IsToServer == journey.IsToServer && other.WasAt(loss.Before))
                    .Select(other => (other.Sequence, other.Length)))).Cover(journey.Sequence, journey.Length);
            if (!came)
            {
                (lost.TryGetValue((loss.After, loss.Before, journey.IsToServer), out List<long>? frames)
                    ? frames
                    : lost[(loss.After, loss.Before, journey.IsToServer)] = []).Add(journey.At(loss.After)!.Value.Frame);
            }
        }
    }

    /// <summary>Octets that were sent more than once past a place; one packet captured twice there does not count.</summary>
    private static OctetRanges Repeated(Journey[] counted, int place, Journey like) => OctetRanges.Repeated(
        like.Sequence,
        counted.Where(other => other.Kind == SightingKind.Tcp && other.IsToServer == like.IsToServer && other.WasAt(place))
            .DistinctBy(other => (other.Sequence, other.Length, other.Identification == 0 ? other.Time : other.Identification))
            .Select(other => (other.Sequence, other.Length)));

    private static bool IsCounted(Journey journey) =>
        journey.Kind is SightingKind.Udp or SightingKind.Echo or SightingKind.Fragment || (journey.Kind == SightingKind.Tcp && journey.Length > 0);

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
