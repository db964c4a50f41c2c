using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Link;

namespace Gatehouse.Wire.Icmp;

/// <summary>
/// What an ICMP error quotes of the packet that caused it: at least the IP header and 8 octets (RFC 792), in practice often
/// more (RFC 1812 section 4.3.2.3). A copy, safe to keep.
/// </summary>
public readonly record struct QuotedPacket
{
    private const IpProtocol Sctp = (IpProtocol)132;

    /// <summary>Source of the packet that met the error: usually the receiver of the ICMP message.</summary>
    public IpAddress Source { get; private init; }

    /// <summary>Where the packet was going.</summary>
    public IpAddress Destination { get; private init; }

    /// <summary>Transport protocol.</summary>
    public IpProtocol Protocol { get; private init; }

    /// <summary>Whether the ports were quoted: not in a later fragment, nor for a protocol without ports.</summary>
    public bool HasPorts { get; private init; }

    /// <summary>Source port; meaningful with <see cref="HasPorts"/>.</summary>
    public ushort SourcePort { get; private init; }

    /// <summary>Destination port; meaningful with <see cref="HasPorts"/>.</summary>
    public ushort DestinationPort { get; private init; }

    /// <summary>TCP sequence number; null when not quoted or not TCP.</summary>
    public uint? TcpSequence { get; private init; }

    /// <summary>IPv4 identification, or that of the IPv6 fragment header; 0 when absent.</summary>
    public uint Identification { get; private init; }

    /// <summary>Whether "don't fragment" was set; always true for IPv6.</summary>
    public bool DontFragment { get; private init; }

    /// <summary>Offset of the quoted fragment in octets.</summary>
    public int FragmentOffset { get; private init; }

    /// <summary>Whether more fragments followed the quoted one.</summary>
    public bool MoreFragments { get; private init; }

    /// <summary>Octets of the quoted packet before it was cut to be quoted, IP header included.</summary>
    public int IpLength { get; private init; }

    /// <summary>Time to live or hop limit the packet had left when it was quoted.</summary>
    public byte Ttl { get; private init; }

    /// <summary>Source address and port; the port is 0 without <see cref="HasPorts"/>.</summary>
    public IpEndpoint SourceEndpoint => new(Source, SourcePort);

    /// <summary>Destination address and port; the port is 0 without <see cref="HasPorts"/>.</summary>
    public IpEndpoint DestinationEndpoint => new(Destination, DestinationPort);

    /// <summary>Reads the body of an ICMP error.</summary>
    /// <returns><see langword="false"/> when the IP header is not complete or contradicts itself.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, out QuotedPacket quoted)
    {
        quoted = default;
        if (PacketDecoder.Decode(LinkType.Raw, body, body.Length, out Packet packet) != DecodeOutcome.Ip)
        {
            return false;
        }

        ushort sourcePort = 0;
        ushort destinationPort = 0;
        bool hasPorts = packet.FragmentOffset == 0
            && packet.Protocol is IpProtocol.Tcp or IpProtocol.Udp or Sctp
            && TransportPorts.TryRead(packet.Payload, out sourcePort, out destinationPort);
        uint? sequence = null;
        if (hasPorts && packet.Protocol == IpProtocol.Tcp && TransportPorts.TryReadTcp(packet.Payload, out _, out _, out uint number))
        {
            sequence = number;
        }

        quoted = new QuotedPacket
        {
            Source = packet.Source,
            Destination = packet.Destination,
            Protocol = packet.Protocol,
            HasPorts = hasPorts,
            SourcePort = sourcePort,
            DestinationPort = destinationPort,
            TcpSequence = sequence,
            Identification = packet.Identification,
            DontFragment = packet.DontFragment,
            FragmentOffset = packet.FragmentOffset,
            MoreFragments = packet.MoreFragments,
            IpLength = packet.IpLength,
            Ttl = packet.Ttl,
        };
        return true;
    }
}
