using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Pairs the copies of each packet along the path: by IP identification where it has one, by time where it has none.</summary>
internal sealed class JourneyMatcher
{
    /// <summary>Nanoseconds a packet may be under way and be recognised by its identification.</summary>
    private const long LongestWay = 10_000_000_000;

    /// <summary>Nanoseconds beside the clocks' uncertainty for one without: less than the time after which anything is sent again.</summary>
    private const long LongestAnonymousWay = 180_000_000;

    /// <summary>Octets of UDP payload below which equal content does not make two conversations one.</summary>
    private const int TellingLength = 8;

    private readonly IReadOnlyList<VantagePoint> _path;
    private readonly int[] _places;
    private readonly List<(int Place, Sighting Sighting, long Time)[]> _matched = [];

    public JourneyMatcher(IReadOnlyList<VantagePoint> path, int points)
    {
        _path = path;
        _places = new int[points];
        Array.Fill(_places, -1);
        for (int place = 0; place < path.Count; place++)
        {
            _places[path[place].Number] = place;
        }

        Groups = new FlowGroups(path);
    }

    /// <summary>Which conversations are one.</summary>
    public FlowGroups Groups { get; }

    /// <summary>Matches all packets, and hands those of one packet on together.</summary>
    public IReadOnlyList<(int Place, Sighting Sighting, long Time)[]> Match(SightingRuns runs)
    {
        foreach (ReadOnlyMemory<SightingEntry> run in runs.All())
        {
            Match(run.Span);
        }

        return _matched;
    }

    /// <summary>
    /// Joins conversations between the same endpoints even where they share no packet: on one path they are one. Connections with other
    /// opening numbers are not.
    /// </summary>
    public void JoinByName()
    {
        Dictionary<PathFlow, (int Place, int Flow)> known = [];
        for (int place = 0; place < _path.Count; place++)
        {
            for (int number = 0; number < _path[place].Index.Flows.Count; number++)
            {
                PathFlow flow = _path[place].Index.Flows[number];
                if (!known.TryAdd(flow, (place, number)) && known[flow].Place != place)
                {
                    Groups.Join(known[flow].Place, known[flow].Flow, place, number);
                }
            }
        }
    }

    private void Match(ReadOnlySpan<SightingEntry> run)
    {
        List<List<(int Place, Sighting Sighting, long Time)>> journeys = [];
        List<(int Place, Sighting Sighting, long Time)> rest = [];
        foreach (SightingEntry entry in run)
        {
            int place = _places[entry.Point];
            if (place >= 0)
            {
                Sighting sighting = _path[place].Index.Sightings[entry.Index];
                rest.Add((place, sighting, _path[place].ToReference(sighting.Time)));
            }
        }

        foreach ((int Place, Sighting Sighting, long Time) seen in rest)
        {
            List<(int Place, Sighting Sighting, long Time)>? best = null;
            long nearest = long.MaxValue;
            foreach (List<(int Place, Sighting Sighting, long Time)> journey in journeys)
            {
                long distance = Distance(journey, seen);
                if (distance < nearest)
                {
                    (best, nearest) = (journey, distance);
                }
            }

            if (best is null)
            {
                journeys.Add([seen]);
            }
            else
            {
                best.Add(seen);
            }
        }

        foreach (List<(int Place, Sighting Sighting, long Time)> journey in journeys)
        {
            _matched.Add([.. journey]);
            Join(journey);
        }
    }

    private void Join(List<(int Place, Sighting Sighting, long Time)> journey)
    {
        Sighting first = journey[0].Sighting;
        if (first is { Kind: SightingKind.Udp, Length: < TellingLength })
        {
            return;
        }

        for (int i = 1; i < journey.Count; i++)
        {
            Groups.Join(journey[0].Place, first.Flow, journey[i].Place, journey[i].Sighting.Flow);
        }
    }

    /// <summary>How far a sighting is from being the same packet, in nanoseconds; the largest number when it cannot be.</summary>
    private long Distance(
        List<(int Place, Sighting Sighting, long Time)> journey, in (int Place, Sighting Sighting, long Time) seen)
    {
        foreach ((int place, _, _) in journey)
        {
            if (place == seen.Place)
            {
                return long.MaxValue;
            }
        }

        (int Place, Sighting Sighting, long Time) known = journey[^1];
        long uncertainty = (_path[known.Place].Clock?.Uncertainty ?? 0) + (_path[seen.Place].Clock?.Uncertainty ?? 0);
        long distance = Math.Abs(known.Time - seen.Time);
        uint identification = known.Sighting.Identification;
        bool isSame = identification != 0 && identification == seen.Sighting.Identification;
        if (isSame)
        {
            return distance <= LongestWay + uncertainty ? distance : long.MaxValue;
        }

        // A device that numbers packets anew is rare: only where time fits, and never before a true match.
        return distance <= LongestAnonymousWay + uncertainty ? distance + LongestWay : long.MaxValue;
    }
}
