using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>One conversation along the whole path.</summary>
internal sealed class Exchange
{
    private readonly PathFlow?[] _flows;
    private readonly List<Journey> _journeys = [];

    private readonly TlsHello?[] _hellos;
    private readonly NumberShift[] _shifts;

    public Exchange(int places)
    {
        _shifts = new NumberShift[places];
        _flows = new PathFlow?[places];
        _hellos = new TlsHello?[places];
    }

    /// <summary>Its packets in order of the time they were first seen.</summary>
    public IReadOnlyList<Journey> Journeys => _journeys;

    /// <summary>"tcp", "udp" or "icmp".</summary>
    public string Protocol => _flows.First(flow => flow is not null)!.Protocol;

    /// <summary>What a vantage point takes it for; null when it does not see it.</summary>
    public PathFlow? At(int place) => _flows[place];

    /// <summary>Whether the server, or somebody in its name, sent anything.</summary>
    public bool IsAnswered { get; private set; }

    /// <summary>The ClientHello as a vantage point sees it; null when it shows none.</summary>
    public TlsHello? HelloAt(int place) => _hellos[place];

    /// <summary>As the vantage point nearest to the client sees it.</summary>
    public PathFlow Nearest => _flows.First(flow => flow is not null)!;

    /// <summary>Its name in findings.</summary>
    public ConversationName Name => new(Protocol, Nearest.ClientName, Nearest.ServerName);

    /// <summary>The same with only some of its packets.</summary>
    /// <param name="first">The first packet taken, from 0.</param>
    /// <param name="count">Most packets taken.</param>
    public Exchange Part(int first, int count)
    {
        Exchange part = new(_flows.Length);
        _flows.CopyTo(part._flows, 0);
        _shifts.CopyTo(part._shifts, 0);
        part._journeys.AddRange(_journeys.Skip(first).Take(count));
        return part;
    }

    /// <summary>Places at which it is seen under other addresses or ports than at the one before, as a phrase; null when at none.</summary>
    public string? Translation(IReadOnlyList<VantagePoint> path)
    {
        int before = -1;
        for (int place = 0; place < _flows.Length; place++)
        {
            if (_flows[place] is not { HasPorts: true } flow)
            {
                continue;
            }

            if (before >= 0 && _flows[before] is { } earlier && (earlier.Client != flow.Client || earlier.Server != flow.Server))
            {
                return $"{earlier.Client} to {earlier.Server} at {path[before].Name} is {flow.Client} to {flow.Server} at {path[place].Name}";
            }

            before = place;
        }

        return null;
    }

    /// <summary>The first place at which its TCP numbers are others than at the one before, and by how much; null when at none.</summary>
    public (int Before, int Place, NumberShift Shift)? Renumbered
    {
        get
        {
            int before = -1;
            for (int place = 0; place < _flows.Length; place++)
            {
                if (_flows[place] is null)
                {
                    continue;
                }

                if (before >= 0 && _shifts[before] != _shifts[place])
                {
                    return (before, place, _shifts[before].Until(_shifts[place]));
                }

                before = place;
            }

            return null;
        }
    }

    internal void Add(int place, SightingIndex index, int number)
    {
        PathFlow flow = index.Flows[number];
        _hellos[place] ??= index.HelloOf(number);
        if (index.Shifts.TryGetValue(number, out NumberShift shift))
        {
            _shifts[place] = shift;
        }

        if (_flows[place] is not { HasPorts: true })
        {
            _flows[place] = flow;
        }
    }

    internal void Add(Journey journey)
    {
        _journeys.Add(journey);
        IsAnswered |= !journey.IsToServer && journey.Kind != SightingKind.IcmpError;
    }

    internal void Sort() => _journeys.Sort((one, other) => one.Time.CompareTo(other.Time));
}
