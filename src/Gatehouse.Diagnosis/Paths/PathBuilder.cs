using System.Globalization;
using Gatehouse.Diagnosis.Paths.Clocks;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths;

/// <summary>Compares captures: clocks first, then the order of the path, then the fate of every packet.</summary>
internal static class PathBuilder
{
    /// <summary>Compares.</summary>
    /// <param name="points">The captures in the order given, indexed.</param>
    /// <param name="interest">Which of their packets were taken.</param>
    public static PathPicture Build(IReadOnlyList<VantagePoint> points, Interest interest)
    {
        Renumbering.Undo([.. points.Select(point => point.Index)], interest);
        SightingRuns runs = new([.. points.Select(point => point.Index)]);
        SharedPacketTable shared = SharedPacketTable.Collect([.. points.Select(point => point.Index)], runs);
        ClockAligner.Align(points, shared);
        MarkPath(points, shared);
        IReadOnlyList<VantagePoint> path = PathOrder.Arrange(points, shared);
        IReadOnlyList<Exchange> exchanges = path.Count > 1 ? Follow(path, points.Count, runs) : [];
        NoteRenumbered(path, exchanges);
        return new PathPicture { Points = points, Path = path, Exchanges = exchanges, IsSampled = !interest.TakesAll };
    }

    /// <summary>Follows the packets of a single capture: conversations as elsewhere, with one place each.</summary>
    public static IReadOnlyList<Exchange> Follow(VantagePoint alone) => Follow([alone], alone.Number + 1, new SightingRuns([alone.Index]));

    private static void MarkPath(IReadOnlyList<VantagePoint> points, SharedPacketTable shared)
    {
        for (int i = 0; i < points.Count; i++)
        {
            for (int j = i + 1; j < points.Count; j++)
            {
                bool isRelated = shared.Of(i, j) is not null ? points[i].Clock is not null && points[j].Clock is not null : Neighbours.Are(points[i], points[j]);
                if (isRelated)
                {
                    points[i].IsOnPath = true;
                    points[j].IsOnPath = true;
                }
            }
        }
    }

    /// <summary>Says where a device gives connections other numbers, even if nothing is wrong with them.</summary>
    private static void NoteRenumbered(IReadOnlyList<VantagePoint> path, IReadOnlyList<Exchange> exchanges)
    {
        foreach (IGrouping<int, (int Before, int Place, NumberShift Shift)> same in exchanges.Select(exchange => exchange.Renumbered).OfType<(int Before, int Place, NumberShift Shift)>().GroupBy(at => at.Place))
        {
            (int before, int place, NumberShift shift) = same.First();
            string count = same.Count().ToString(CultureInfo.InvariantCulture);
            path[place].Notes.Add($"a device between {path[before].Name} and {path[place].Name} gives TCP connections other sequence numbers (seen in {count}; in the first, {shift}); they were compared all the same");
        }
    }

    private static List<Exchange> Follow(IReadOnlyList<VantagePoint> path, int points, SightingRuns runs)
    {
        JourneyMatcher matcher = new(path, points);
        IReadOnlyList<(int Place, Sighting Sighting, long Time)[]> matched = matcher.Match(runs);
        matcher.JoinByName();
        Dictionary<int, Exchange> exchanges = [];
        for (int place = 0; place < path.Count; place++)
        {
            for (int flow = 0; flow < path[place].Index.Flows.Count; flow++)
            {
                int group = matcher.Groups.Of(place, flow);
                if (!exchanges.TryGetValue(group, out Exchange? exchange))
                {
                    exchanges[group] = exchange = new Exchange(path.Count);
                }

                exchange.Add(place, path[place].Index, flow);
            }
        }

        foreach ((int Place, Sighting Sighting, long Time)[] seen in matched)
        {
            (int place, Sighting sighting, long time) = seen[0];
            Journey journey = new(path.Count, time, sighting, sighting.IsFromClient);
            foreach ((int Place, Sighting Sighting, long Time) one in seen)
            {
                journey.See(one.Place, one.Sighting, one.Time);
            }

            exchanges[matcher.Groups.Of(place, sighting.Flow)].Add(journey);
        }

        foreach (Exchange exchange in exchanges.Values)
        {
            exchange.Sort();
        }

        return [.. exchanges.Values];
    }
}
