using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What all conversations of a source say about one client.</summary>
public sealed class ClientProfile
{
    /// <summary>Most targets that failed remembered of one client.</summary>
    public const int MostFailedTargets = 256;

    private const int PortsOfAScan = 10;

    private const int HostsOfASweep = 10;

    private HashSet<IpEndpoint>? _failedTargets;

    internal ClientProfile(IpAddress address) => Address = address;

    /// <summary>The client.</summary>
    public IpAddress Address { get; }

    /// <summary>TCP connections it opened or tried to open.</summary>
    public long TcpAttempts { get; private set; }

    /// <summary>UDP conversations of it.</summary>
    public long UdpConversations { get; private set; }

    /// <summary>Whether it reached anybody but name servers.</summary>
    public bool ReachedBeyondNames { get; private set; }

    /// <summary>
    /// Whether it failed at so many ports of a host, or at the same port of so many hosts of one network, that it must be looking for open
    /// ones. Failing at hosts all over the world is no sweep: a network without a way out looks like that.
    /// </summary>
    public bool Scans(IpEndpoint server) =>
        _failedTargets is { } failed
        && (failed.Count(target => target.Address == server.Address) >= PortsOfAScan
            || failed.Count(target => target.Port == server.Port && NetworkOf(target.Address) == NetworkOf(server.Address)) >= HostsOfASweep);

    /// <summary>The /24 of an IPv4 address, the /64 of an IPv6 one.</summary>
    private static (ulong High, uint Low) NetworkOf(IpAddress address) =>
        address.IsIpv4 ? (0, address.Ipv4Value >> 8) : (address.HighBits, 0);

    internal void Learn(TcpConversation conversation)
    {
        TcpAttempts++;
        if (!conversation.IsEstablished && (_failedTargets ??= []).Count < MostFailedTargets)
        {
            _failedTargets.Add(conversation.Server);
        }

        ReachedBeyondNames |= conversation.IsEstablished;
    }

    internal void Learn(UdpConversation conversation)
    {
        UdpConversations++;
        ReachedBeyondNames |= conversation.FromServer.Datagrams > 0 && conversation.Server.Port != DnsTracker.Port;
    }
}
