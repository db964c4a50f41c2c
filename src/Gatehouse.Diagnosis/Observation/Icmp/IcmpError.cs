using Gatehouse.Capture;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Icmp;

/// <summary>An ICMP or ICMPv6 error with what it quotes of the packet that caused it.</summary>
public sealed record IcmpError
{
    /// <summary>Frame number.</summary>
    public required long Frame { get; init; }

    /// <summary>When it was captured.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Who sent it.</summary>
    public required IpAddress From { get; init; }

    /// <summary>Whether it is ICMPv6.</summary>
    public bool IsVersion6 { get; init; }

    /// <summary>Type.</summary>
    public required byte Type { get; init; }

    /// <summary>Code.</summary>
    public required byte Code { get; init; }

    /// <summary>MTU of the next hop in octets for "fragmentation needed" and "packet too big"; else 0.</summary>
    public int NextHopMtu { get; init; }

    /// <summary>Transport of the quoted packet.</summary>
    public IpProtocol QuotedProtocol { get; init; }

    /// <summary>Sender of the quoted packet; port 0 when not quoted.</summary>
    public IpEndpoint QuotedSource { get; init; }

    /// <summary>Receiver of the quoted packet; port 0 when not quoted.</summary>
    public IpEndpoint QuotedDestination { get; init; }

    /// <summary>IP identification of the quoted packet.</summary>
    public uint QuotedIdentification { get; init; }

    /// <summary>Octets of the quoted packet by its own header.</summary>
    public int QuotedLength { get; init; }

    /// <summary>Whether it reports that a datagram could not be put together in time (type 11 code 1, ICMPv6 3/1).</summary>
    public bool IsReassemblyTimeout => Code == 1 && Type == (IsVersion6 ? 3 : 11);

    /// <summary>Whether a router says that the packet has passed too many others (type 11 code 0, ICMPv6 3/0).</summary>
    public bool IsHopLimitExceeded => Code == 0 && Type == (IsVersion6 ? 3 : 11);

    /// <summary>Whether it says that the packet is too big for the next link (3/4, ICMPv6 type 2).</summary>
    public bool IsPacketTooBig => IsVersion6 ? Type == 2 : Type == 3 && Code == 4;

    /// <summary>Whether it says that the destination cannot be reached.</summary>
    public bool IsUnreachable => !IsPacketTooBig && Type == (IsVersion6 ? 1 : 3);
}
