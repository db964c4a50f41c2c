using Gatehouse.Diagnosis.Paths.Clocks;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Orders vantage points from client to server: by time to live where it tells, else as the user gave them, else by timing.</summary>
internal static class PathOrder
{
    /// <summary>Nanoseconds there and back between two vantage points that tell which comes first; less is jitter.</summary>
    private const long TellingGap = 2_000;

    /// <summary>Arranges the vantage points that belong to the path, and notes how it was done.</summary>
    public static IReadOnlyList<VantagePoint> Arrange(IReadOnlyList<VantagePoint> points, SharedPacketTable shared)
    {
        List<VantagePoint> path = [.. points.Where(point => point.IsOnPath)];
        bool isReversed = IsReversed(path, shared);
        Dictionary<VantagePoint, int> behind = path.ToDictionary(point => point, point => path.Count(other => other != point && IsBefore(point, other, shared, isReversed)));
        VantagePoint[] ordered = [.. path.OrderByDescending(point => behind[point])];
        NoteContradictions(ordered, shared);
        return ordered;
    }

    private static void NoteContradictions(VantagePoint[] ordered, SharedPacketTable shared)
    {
        for (int i = 0; i < ordered.Length; i++)
        {
            for (int j = i + 1; j < ordered.Length; j++)
            {
                if (ordered[i].IsNamed && ordered[j].IsNamed && ordered[i].Number > ordered[j].Number && ByHops(ordered[i], ordered[j], shared) > 0)
                {
                    ordered[j].Notes.Add(
                        $"the order given puts {ordered[j].Name} before {ordered[i].Name}, but the time to live of "
                        + $"{(Shared(ordered[i], ordered[j], shared) is null ? "packets of the hosts that both show" : "the packets they share")} says that "
                        + $"{ordered[i].Name} is nearer to the client; the packets are believed");
                }
            }
        }

        foreach (VantagePoint twin in ordered.Where(point => ordered.Any(other => other.Number < point.Number && AreOne(other, point, shared))))
        {
            twin.Notes.Add("it shows the same packets at the very same times as another capture: the same recording given twice");
        }

        bool isByHops = ordered.Length > 1 && Enumerable.Range(1, ordered.Length - 1).All(i => ByHops(ordered[i - 1], ordered[i], shared) > 0);
        if (ordered.Length > 1 && !ordered.All(point => point.IsNamed))
        {
            ordered[0].Notes.Add(isByHops
                ? "the order of the path was worked out from the time to live of packets seen at several vantage points"
                : "the order of the path was worked out from the time to live of packets seen at several vantage points, and from timing where no router lies between");
        }
    }

    private static bool AreOne(VantagePoint one, VantagePoint other, SharedPacketTable shared) =>
        Shared(one, other, shared) is { Count: > 1, FirstNearer: 0, SecondNearer: 0 } pair && pair.Points.All(point => point.Difference == 0);

    /// <summary>Whether the order given runs from server to client, as far as routers between the vantage points tell.</summary>
    private static bool IsReversed(List<VantagePoint> path, SharedPacketTable shared)
    {
        int sum = 0;
        foreach (VantagePoint one in path.Where(point => point.IsNamed))
        {
            sum += path.Where(other => other.IsNamed && other.Number > one.Number).Sum(other => ByHops(one, other, shared));
        }

        return sum < 0;
    }

    private static bool IsBefore(VantagePoint one, VantagePoint other, SharedPacketTable shared, bool isReversed)
    {
        int hops = ByHops(one, other, shared);
        if (hops != 0)
        {
            return hops > 0;
        }

        if (one.IsNamed && other.IsNamed)
        {
            return one.Number < other.Number != isReversed;
        }

        int timing = ByTiming(one, other, shared);
        return timing != 0 ? timing > 0 : one.Number < other.Number;
    }

    private static int ByHops(VantagePoint one, VantagePoint other, SharedPacketTable shared)
    {
        if (Shared(one, other, shared) is not { } pair)
        {
            return ByHosts(one, other);
        }

        int sign = Math.Sign(pair.FirstNearer - pair.SecondNearer);
        return one.Number < other.Number ? sign : -sign;
    }

    /// <summary>Without shared packets: the time to live with which the packets of a client arrive at each.</summary>
    private static int ByHosts(VantagePoint one, VantagePoint other)
    {
        int sign = 0;
        foreach (PathFlow flow in one.Index.Flows.Concat(other.Index.Flows))
        {
            byte here = one.Index.TtlOf(flow.Client.Address);
            byte there = other.Index.TtlOf(flow.Client.Address);
            sign += here == 0 || there == 0 ? 0 : Math.Sign(here - there);
        }

        return Math.Sign(sign);
    }

    private static int ByTiming(VantagePoint one, VantagePoint other, SharedPacketTable shared)
    {
        if (Shared(one, other, shared) is not { } pair || RoundTrips.Middle(pair.Points) is not { } gap)
        {
            return 0;
        }

        int sign = Math.Abs(gap) > TellingGap ? Math.Sign(gap) : 0;
        return one.Number < other.Number ? sign : -sign;
    }

    private static SharedPackets? Shared(VantagePoint one, VantagePoint other, SharedPacketTable shared) =>
        shared.Of(Math.Min(one.Number, other.Number), Math.Max(one.Number, other.Number));
}
