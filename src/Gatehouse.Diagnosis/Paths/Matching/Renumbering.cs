using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>
/// Undoes what devices did that give TCP connections other sequence numbers: firewalls that hide the hosts' own, and those that answer SYNs in
/// the server's place. What the segments carry is the same, and all numbers of one direction of a connection are shifted alike.
/// </summary>
internal sealed class Renumbering
{
    /// <summary>Segments that must agree on a shift: two of them do not by chance.</summary>
    private const int FewestVotes = 2;

    private readonly Interest _interest;
    private readonly Dictionary<(IpEndpoint Client, IpEndpoint Server, int Occurrence), (SightingIndex Index, int Flow)> _byName = [];
    private readonly Dictionary<ulong, (SightingIndex Index, int Flow)> _byRandom = [];
    private readonly Dictionary<SightingIndex, ILookup<int, int>> _segments = [];

    private Renumbering(Interest interest) => _interest = interest;

    /// <summary>Gives all connections the numbers that the first vantage point which shows them has; what was changed stays with the index.</summary>
    /// <param name="indexes">The vantage points.</param>
    /// <param name="interest">What was taken: connections are compared only where all their packets were.</param>
    public static void Undo(IReadOnlyList<SightingIndex> indexes, Interest interest)
    {
        Renumbering renumbering = new(interest);
        foreach (SightingIndex index in indexes)
        {
            renumbering.Take(index);
        }
    }

    private void Take(SightingIndex index)
    {
        _segments[index] = Enumerable.Range(0, index.Sightings.Length)
            .Where(at => index.Sightings[at] is { Kind: SightingKind.Tcp } sighting && _interest.TakesAllOf(index.Flows[sighting.Flow]))
            .ToLookup(at => index.Sightings[at].Flow);
        Dictionary<(IpEndpoint Client, IpEndpoint Server), int> occurrences = [];
        for (int flow = 0; flow < index.Flows.Count; flow++)
        {
            if (!_segments[index].Contains(flow))
            {
                continue;
            }

            (IpEndpoint client, IpEndpoint server) = (index.Flows[flow].Client, index.Flows[flow].Server);
            int occurrence = occurrences[(client, server)] = occurrences.GetValueOrDefault((client, server)) + 1;
            bool isKnown = _byName.TryGetValue((client, server, occurrence), out (SightingIndex Index, int Flow) known)
                || (index.HelloOf(flow) is { } hello && _byRandom.TryGetValue(hello.Random, out known));
            if (isKnown && known.Index != index)
            {
                Shift(index, flow, known);
            }
            else
            {
                _byName.TryAdd((client, server, occurrence), (index, flow));
                if (index.HelloOf(flow) is { } own)
                {
                    _byRandom.TryAdd(own.Random, (index, flow));
                }
            }
        }
    }

    private void Shift(SightingIndex index, int flow, (SightingIndex Index, int Flow) known)
    {
        uint toServer = Difference(index, flow, known, isFromClient: true);
        uint toClient = Difference(index, flow, known, isFromClient: false);
        if (toServer == 0 && toClient == 0)
        {
            return;
        }

        // A device that leaves the client's numbers alone answered the SYN itself, before the server did: those two answers are not one packet.
        bool isAnsweredOnTheWay = toServer == 0;
        Span<Sighting> sightings = index.Rewritable;
        foreach (int at in _segments[index][flow])
        {
            ref Sighting sighting = ref sightings[at];
            if (!isAnsweredOnTheWay || (sighting.Flags & TcpFlags.Syn) == 0)
            {
                sighting = sighting.IsFromClient
                    ? PacketDigest.Renumber(sighting, toServer, toClient)
                    : PacketDigest.Renumber(sighting, toClient, toServer);
            }
        }

        index.Shifts[flow] = new NumberShift(toServer, toClient);
    }

    /// <summary>What was added to the numbers of one direction, modulo 2^32; 0 when nothing was, or when the segments do not agree.</summary>
    private uint Difference(SightingIndex index, int flow, (SightingIndex Index, int Flow) known, bool isFromClient)
    {
        Dictionary<uint, int> votes = [];
        foreach (bool isOwn in (ReadOnlySpan<bool>)[true, false])
        {
            // The other direction acknowledges these numbers, so what it carries votes as well.
            Dictionary<ulong, uint?> before = Contents(known.Index, known.Flow, isFromClient == isOwn, isOwn);
            foreach ((ulong content, uint? number) in Contents(index, flow, isFromClient == isOwn, isOwn))
            {
                if (number is { } here && before.GetValueOrDefault(content) is { } there)
                {
                    votes[here - there] = votes.GetValueOrDefault(here - there) + 1;
                }
            }
        }

        (uint shift, int most) = votes.Count == 0 ? default : votes.MaxBy(vote => vote.Value);
        return most >= FewestVotes && most * 2 > votes.Values.Sum() ? shift : 0;
    }

    /// <summary>
    /// What segments that carry something hold beside their numbers, each with its sequence number or with the number it acknowledges; null
    /// where one content has several.
    /// </summary>
    private Dictionary<ulong, uint?> Contents(SightingIndex index, int flow, bool isFromClient, bool isSequence)
    {
        Dictionary<ulong, uint?> contents = [];
        foreach (int at in _segments[index][flow])
        {
            Sighting sighting = index.Sightings[at];
            bool isTelling = isSequence ? sighting.Length > 0 || (sighting.Flags & TcpFlags.Syn) != 0 : sighting.Length > 0 && (sighting.Flags & TcpFlags.Ack) != 0;
            if (isTelling && sighting.IsFromClient == isFromClient)
            {
                ulong content = PacketDigest.ContentOf(sighting);
                uint number = isSequence ? sighting.Sequence : sighting.Acknowledgment;
                if (!contents.TryAdd(content, number) && contents[content] != number)
                {
                    contents[content] = null;
                }
            }
        }

        return contents;
    }
}
