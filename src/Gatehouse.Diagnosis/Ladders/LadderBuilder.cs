using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Makes the ladder of one conversation.</summary>
internal sealed class LadderBuilder
{
    /// <summary>Most packets of the conversation that are followed; of a longer one, those around the proof.</summary>
    public const int MostFollowed = 8_192;

    private readonly Exchange _exchange;
    private readonly IReadOnlyList<VantagePoint> _path;
    private readonly Journey[] _journeys;
    private readonly bool[] _isProof;
    private readonly Loss?[] _losses;
    private readonly bool[] _isRepeated;
    private readonly long _before;
    private readonly long _behind;

    /// <summary>Follows the packets.</summary>
    /// <param name="exchange">The conversation.</param>
    /// <param name="path">The vantage points; a single one where there is nothing to compare.</param>
    /// <param name="proof">Frames that the finding names.</param>
    public LadderBuilder(Exchange exchange, IReadOnlyList<VantagePoint> path, IReadOnlySet<(string Source, long Frame)> proof)
    {
        _path = path;
        int first = 0;
        while (first < exchange.Journeys.Count - MostFollowed && !IsProof(exchange.Journeys[first + (MostFollowed / 2)], path, proof))
        {
            first++;
        }

        _exchange = exchange.Part(first, MostFollowed);
        _before = first;
        _behind = exchange.Journeys.Count - first - _exchange.Journeys.Count;
        _journeys = [.. _exchange.Journeys];
        _isProof = [.. _journeys.Select(journey => IsProof(journey, path, proof))];
        _losses = path.Count > 1 ? new Losses(_exchange, path, _journeys).All() : new Loss?[_journeys.Length];
        _isRepeated = Repetitions(_journeys);
    }

    /// <summary>Whether a finding names a packet.</summary>
    public static bool IsProof(Journey journey, IReadOnlyList<VantagePoint> path, IReadOnlySet<(string Source, long Frame)> proof)
    {
        for (int place = 0; place < path.Count; place++)
        {
            if (journey.At(place) is { } sighting && proof.Contains((path[place].Name, sighting.Frame)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Makes the ladder.</summary>
    /// <param name="name">The conversation's name in the finding.</param>
    /// <param name="read">Reads what the packets carry at a place, given all their frames there.</param>
    public Ladder Build(ConversationName name, Func<int, IReadOnlySet<long>, IReadOnlyDictionary<long, FrameContent>> read)
    {
        bool isAlone = _path.Count == 1;
        bool isTurned = isAlone && _exchange.Nearest.ClientName != name.Client && _exchange.Nearest.ClientName == name.Server;
        IReadOnlyList<int> chosen = LadderChoice.Choose(_isProof, [.. _journeys.Select((journey, number) => IsRemarkable(journey) || _losses[number] is not null)]);
        IReadOnlyDictionary<long, FrameContent>[] contents = Contents(chosen, read);
        JourneyWords words = new(_exchange.Protocol, _journeys);
        HashSet<(bool IsToServer, uint Offset, ulong Digest)> pieces = [];
        List<LadderStep> steps = [];
        int expected = 0;
        foreach (int number in chosen)
        {
            Journey journey = _journeys[number];
            int from = FirstPlace(journey);
            contents[from].TryGetValue(journey.At(from)!.Value.Frame, out FrameContent content);
            bool isPieceAgain = journey.Kind == SightingKind.Fragment && !pieces.Add((journey.IsToServer, journey.Sequence, content.Digest)) && content.Digest != 0;
            LadderStep step = new()
            {
                Time = new Timestamp(journey.Time),
                IsToServer = journey.IsToServer != isTurned,
                From = from,
                To = Loss.LastPlace(journey, _path.Count),
                LostBefore = _losses[number]?.Before,
                IsLossCertain = _losses[number]?.Absence == Absence.IsProof,
                Label = words.Of(journey, content.Words),
                Mark = content.Mark,
                IsSentAgain = _isRepeated[number] || isPieceAgain,
                Frames = [.. Enumerable.Range(0, _path.Count).Select(place => (long?)journey.At(place)?.Frame)],
                SkippedBefore = number - expected + (expected == 0 ? _before : 0),
            };
            bool isFromEnd = contents[from].Count == 0 || content.IsFromEnd || journey.Kind != SightingKind.IcmpError;
            steps.Add(isAlone ? BetweenEnds(step, isFromEnd) : step);
            expected = number + 1;
        }

        return new Ladder
        {
            Conversation = name,
            Source = isAlone ? _path[0].Name : null,
            Lanes = isAlone ? [new LadderLane("client", name.Client, null, null), new LadderLane("server", name.Server, null, null)] : [.. _path.Select(Lane)],
            Steps = steps,
            SkippedAfter = _journeys.Length - expected + _behind,
            Losses =
            [
                .. _losses.Zip(_journeys).Where(pair => pair.First is not null)
                    .GroupBy(pair => (pair.First!.Value.After, pair.First.Value.Before, pair.Second.IsToServer))
                    .Select(same => new LadderLoss(same.Key.After, same.Key.Before, same.Key.IsToServer, same.Count()))
                    .OrderByDescending(loss => loss.Packets),
            ],
        };
    }

    /// <summary>From one end to the other, the frame number where it was sent, or arrives when a device between them sent it.</summary>
    private static LadderStep BetweenEnds(LadderStep step, bool isFromEnd)
    {
        int from = step.IsToServer ? 0 : 1;
        int at = isFromEnd ? from : 1 - from;
        return step with { From = from, To = 1 - from, StartsBetween = !isFromEnd, Frames = [at == 0 ? step.Frames[0] : null, at == 1 ? step.Frames[0] : null] };
    }

    private static bool IsRemarkable(Journey journey) =>
        journey.Kind == SightingKind.IcmpError || (journey.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) != 0;

    private static bool[] Repetitions(Journey[] journeys)
    {
        HashSet<(ulong Key, bool IsToServer)> seen = [];
        return
        [
            .. journeys.Select(journey =>
                (journey.Length > 0 || (journey.Flags & (TcpFlags.Syn | TcpFlags.Fin)) != 0)
                && journey.Kind is SightingKind.Tcp or SightingKind.Udp
                && !seen.Add((journey.Key, journey.IsToServer))),
        ];
    }

    private LadderLane Lane(VantagePoint point, int place)
    {
        PathFlow? flow = _exchange.At(place);
        bool isTranslated = flow is not null && (flow.Client != _exchange.Nearest.Client || flow.Server != _exchange.Nearest.Server) && flow.HasPorts;
        return new LadderLane(
            point.Name,
            isTranslated ? $"{flow!.ClientName} → {flow.ServerName}" : null,
            _journeys.Count(journey => journey.IsToServer && journey.WasAt(place)),
            _journeys.Count(journey => !journey.IsToServer && journey.WasAt(place)));
    }

    private IReadOnlyDictionary<long, FrameContent>[] Contents(
        IReadOnlyList<int> chosen, Func<int, IReadOnlySet<long>, IReadOnlyDictionary<long, FrameContent>> read)
    {
        HashSet<int> places = [.. chosen.Select(number => FirstPlace(_journeys[number]))];
        return
        [
            .. Enumerable.Range(0, _path.Count).Select(place => places.Contains(place)
                ? read(place, _journeys.Where(journey => journey.WasAt(place)).Select(journey => (long)journey.At(place)!.Value.Frame).ToHashSet())
                : new Dictionary<long, FrameContent>()),
        ];
    }

    private int FirstPlace(Journey journey)
    {
        int step = journey.IsToServer ? 1 : -1;
        int place = journey.IsToServer ? 0 : _path.Count - 1;
        while (!journey.WasAt(place))
        {
            place += step;
        }

        return place;
    }
}
