using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>The conversations a packet list has shown so far, to find the one that an ICMP error can be of.</summary>
internal sealed class PrintedConversations
{
    /// <summary>Most conversations remembered; an error in a list with more is of none.</summary>
    private const int MostRemembered = 256;

    private readonly HashSet<(IpProtocol Protocol, IpEndpoint One, IpEndpoint Other)> _seen = [];

    /// <summary>Remembers the conversation of a printed packet.</summary>
    public void Add(IpProtocol protocol, IpEndpoint source, IpEndpoint destination)
    {
        if (_seen.Count <= MostRemembered && !_seen.Contains((protocol, destination, source)))
        {
            _seen.Add((protocol, source, destination));
        }
    }

    /// <summary>
    /// The only conversation between the host that was told and the one that told it; when that one talked to nobody, a device
    /// on the way, the only conversation of the host that was told. The host that was told comes first.
    /// </summary>
    public (IpProtocol Protocol, IpEndpoint Told, IpEndpoint Other)? Only(IpAddress told, IpAddress teller)
    {
        if (_seen.Count > MostRemembered)
        {
            return null;
        }

        (IpProtocol Protocol, IpEndpoint Told, IpEndpoint Other)[] all = [.. _seen
            .Select(seen => seen.One.Address == told ? seen : (seen.Protocol, seen.Other, seen.One))
            .Where(seen => seen.Item2.Address == told)];
        (IpProtocol Protocol, IpEndpoint Told, IpEndpoint Other)[] between = [.. all.Where(seen => seen.Other.Address == teller)];
        (IpProtocol Protocol, IpEndpoint Told, IpEndpoint Other)[] candidates = between.Length > 0 ? between : all;
        return candidates.Length == 1 ? candidates[0] : null;
    }

    /// <summary>Whether two hosts were seen to speak UDP with each other.</summary>
    public bool HasUdpBetween(IpAddress one, IpAddress other) => _seen.Any(seen =>
        seen.Protocol == IpProtocol.Udp
        && ((seen.One.Address == one && seen.Other.Address == other) || (seen.One.Address == other && seen.Other.Address == one)));
}
