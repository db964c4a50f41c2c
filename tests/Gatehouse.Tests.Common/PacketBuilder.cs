using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Tests.Common;

/// <summary>
/// Builds frames and packets with correct lengths and checksums, from the inside out: a transport call gives an IP packet,
/// which a link call wraps. Addresses are text; whether they are IPv4 or IPv6 decides the IP version.
/// </summary>
public static class PacketBuilder
{
    /// <summary>Source hardware address of built frames unless another is given.</summary>
    public const ulong DefaultSourceMac = 0x0200_0000_0001;

    /// <summary>Destination hardware address of built frames unless another is given.</summary>
    public const ulong DefaultDestinationMac = 0x0200_0000_0002;

    private const ushort VlanEtherType = 0x8100;
    private const int Ipv4HeaderLength = 20;
    private const int Ipv6HeaderLength = 40;
    private const byte FragmentHeader = 44;

    /// <summary>
    /// An Ethernet frame around an IP packet: the EtherType follows from its version. Short frames are padded to 60 octets.
    /// </summary>
    public static byte[] Ethernet(
        ReadOnlySpan<byte> ipPacket,
        ulong source = DefaultSourceMac,
        ulong destination = DefaultDestinationMac,
        params ReadOnlySpan<ushort> vlans) =>
        EthernetOf(EtherTypeOf(ipPacket), ipPacket, source, destination, vlans);

    /// <summary>An Ethernet frame with any EtherType, behind 802.1Q tags (outermost first) when VLAN identifiers are given.</summary>
    public static byte[] EthernetOf(
        ushort etherType,
        ReadOnlySpan<byte> payload,
        ulong source = DefaultSourceMac,
        ulong destination = DefaultDestinationMac,
        params ReadOnlySpan<ushort> vlans)
    {
        int header = 14 + (4 * vlans.Length);
        byte[] frame = new byte[Math.Max(60, header + payload.Length)];
        Span<byte> mac = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(mac, destination);
        mac[2..].CopyTo(frame);
        BinaryPrimitives.WriteUInt64BigEndian(mac, source);
        mac[2..].CopyTo(frame.AsSpan(6));
        int at = 12;
        foreach (ushort vlan in vlans)
        {
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(at), VlanEtherType);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(at + 2), vlan);
            at += 4;
        }

        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(at), etherType);
        payload.CopyTo(frame.AsSpan(header));
        return frame;
    }

    /// <summary>0x0800 or 0x86DD, by the version of an IP packet.</summary>
    public static ushort EtherTypeOf(ReadOnlySpan<byte> ipPacket) => (ushort)(ipPacket[0] >> 4 == 6 ? 0x86DD : 0x0800);

    /// <summary>An IP packet around a transport payload.</summary>
    /// <param name="source">Source address.</param>
    /// <param name="destination">Destination address, of the same family.</param>
    /// <param name="protocol">Protocol or next header.</param>
    /// <param name="payload">What follows the IP header.</param>
    /// <param name="ttl">Time to live or hop limit.</param>
    /// <param name="identification">IPv4 identification; IPv6 has none outside fragments.</param>
    /// <param name="dontFragment">IPv4 "don't fragment".</param>
    /// <param name="options">IPv4 options, a multiple of 4 octets.</param>
    public static byte[] Ip(
        string source,
        string destination,
        byte protocol,
        ReadOnlySpan<byte> payload,
        byte ttl = 64,
        ushort identification = 0,
        bool dontFragment = false,
        ReadOnlySpan<byte> options = default)
    {
        byte[] from = IPAddress.Parse(source).GetAddressBytes();
        byte[] to = IPAddress.Parse(destination).GetAddressBytes();
        return from.Length == 4
            ? Ipv4(from, to, protocol, payload, ttl, identification, (ushort)(dontFragment ? 0x4000 : 0), options)
            : Ipv6(from, to, protocol, payload, ttl);
    }

    /// <summary>An IP packet with a TCP segment.</summary>
    /// <param name="source">Source address.</param>
    /// <param name="sourcePort">Source port.</param>
    /// <param name="destination">Destination address.</param>
    /// <param name="destinationPort">Destination port.</param>
    /// <param name="flags">Control bits: 0x02 SYN, 0x10 ACK, 0x01 FIN, 0x04 RST, 0x08 PSH.</param>
    /// <param name="sequence">Sequence number.</param>
    /// <param name="acknowledgment">Acknowledgment number.</param>
    /// <param name="payload">Segment data.</param>
    /// <param name="window">Window field, unscaled.</param>
    /// <param name="options">TCP options, a multiple of 4 octets.</param>
    /// <param name="ttl">Time to live or hop limit.</param>
    /// <param name="identification">IPv4 identification.</param>
    public static byte[] Tcp(
        string source,
        int sourcePort,
        string destination,
        int destinationPort,
        byte flags,
        uint sequence = 0,
        uint acknowledgment = 0,
        ReadOnlySpan<byte> payload = default,
        ushort window = 65535,
        ReadOnlySpan<byte> options = default,
        byte ttl = 64,
        ushort identification = 0)
    {
        byte[] segment = new byte[20 + options.Length + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)destinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), acknowledgment);
        segment[12] = (byte)((20 + options.Length) / 4 << 4);
        segment[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), window);
        options.CopyTo(segment.AsSpan(20));
        payload.CopyTo(segment.AsSpan(20 + options.Length));
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(16), TransportChecksum(source, destination, 6, segment));
        return Ip(source, destination, 6, segment, ttl, identification, dontFragment: true);
    }

    /// <summary>An IP packet with a UDP datagram.</summary>
    public static byte[] Udp(
        string source,
        int sourcePort,
        string destination,
        int destinationPort,
        ReadOnlySpan<byte> payload,
        byte ttl = 64,
        ushort identification = 0)
    {
        byte[] datagram = new byte[8 + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, (ushort)sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)destinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        payload.CopyTo(datagram.AsSpan(8));
        ushort checksum = TransportChecksum(source, destination, 17, datagram);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(6), checksum == 0 ? (ushort)0xFFFF : checksum);
        return Ip(source, destination, 17, datagram, ttl, identification);
    }

    /// <summary>An IP packet with an ICMP message, for IPv4 or IPv6 by the addresses.</summary>
    /// <param name="source">Source address.</param>
    /// <param name="destination">Destination address.</param>
    /// <param name="type">ICMP type.</param>
    /// <param name="code">ICMP code.</param>
    /// <param name="rest">The second 32-bit word, such as the next-hop MTU.</param>
    /// <param name="body">What follows: for an error, the quoted packet.</param>
    public static byte[] Icmp(string source, string destination, byte type, byte code, uint rest, ReadOnlySpan<byte> body)
    {
        byte[] message = new byte[8 + body.Length];
        message[0] = type;
        message[1] = code;
        BinaryPrimitives.WriteUInt32BigEndian(message.AsSpan(4), rest);
        body.CopyTo(message.AsSpan(8));
        bool isIpv6 = IPAddress.Parse(source).AddressFamily == AddressFamily.InterNetworkV6;
        ushort checksum = isIpv6 ? TransportChecksum(source, destination, 58, message) : InternetChecksum.Of(message);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(2), checksum);
        return Ip(source, destination, isIpv6 ? (byte)58 : (byte)1, message);
    }

    /// <summary>
    /// Splits an IP packet without options or extension headers into fragments of at most <paramref name="mtu"/> octets
    /// (IP header included). IPv4 fragments keep the packet's identification; IPv6 ones take <paramref name="identification"/>.
    /// </summary>
    public static IReadOnlyList<byte[]> Fragment(byte[] ipPacket, int mtu, uint identification = 1)
    {
        ArgumentNullException.ThrowIfNull(ipPacket);
        bool isIpv6 = ipPacket[0] >> 4 == 6;
        int header = isIpv6 ? Ipv6HeaderLength : Ipv4HeaderLength;
        int room = (mtu - header - (isIpv6 ? 8 : 0)) & ~7;
        ArgumentOutOfRangeException.ThrowIfLessThan(room, 8, nameof(mtu));
        ReadOnlySpan<byte> payload = ipPacket.AsSpan(header);
        List<byte[]> fragments = [];
        for (int offset = 0; offset < payload.Length; offset += room)
        {
            ReadOnlySpan<byte> piece = payload.Slice(offset, Math.Min(room, payload.Length - offset));
            bool more = offset + piece.Length < payload.Length;
            fragments.Add(isIpv6
                ? Ipv6Fragment(ipPacket, piece, offset, more, identification)
                : Ipv4Fragment(ipPacket, piece, offset, more));
        }

        return fragments;
    }

    private static byte[] Ipv4(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<byte> destination,
        byte protocol,
        ReadOnlySpan<byte> payload,
        byte ttl,
        ushort identification,
        ushort flagsAndOffset,
        ReadOnlySpan<byte> options)
    {
        int header = Ipv4HeaderLength + options.Length;
        byte[] packet = new byte[header + payload.Length];
        packet[0] = (byte)(0x40 | (header / 4));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), flagsAndOffset);
        packet[8] = ttl;
        packet[9] = protocol;
        source.CopyTo(packet.AsSpan(12));
        destination.CopyTo(packet.AsSpan(16));
        options.CopyTo(packet.AsSpan(Ipv4HeaderLength));
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(10), InternetChecksum.Of(packet.AsSpan(0, header)));
        payload.CopyTo(packet.AsSpan(header));
        return packet;
    }

    private static byte[] Ipv6(
        ReadOnlySpan<byte> source, ReadOnlySpan<byte> destination, byte nextHeader, ReadOnlySpan<byte> payload, byte hopLimit)
    {
        byte[] packet = new byte[Ipv6HeaderLength + payload.Length];
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), (ushort)payload.Length);
        packet[6] = nextHeader;
        packet[7] = hopLimit;
        source.CopyTo(packet.AsSpan(8));
        destination.CopyTo(packet.AsSpan(24));
        payload.CopyTo(packet.AsSpan(Ipv6HeaderLength));
        return packet;
    }

    private static byte[] Ipv4Fragment(ReadOnlySpan<byte> whole, ReadOnlySpan<byte> piece, int offset, bool more) => Ipv4(
        source: whole.Slice(12, 4),
        destination: whole.Slice(16, 4),
        protocol: whole[9],
        piece,
        ttl: whole[8],
        identification: BinaryPrimitives.ReadUInt16BigEndian(whole[4..]),
        flagsAndOffset: (ushort)((more ? 0x2000 : 0) | (offset / 8)),
        options: default);

    private static byte[] Ipv6Fragment(
        ReadOnlySpan<byte> whole, ReadOnlySpan<byte> piece, int offset, bool more, uint identification)
    {
        byte[] payload = new byte[8 + piece.Length];
        payload[0] = whole[6];
        BinaryPrimitives.WriteUInt16BigEndian(payload.AsSpan(2), (ushort)(offset | (more ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(payload.AsSpan(4), identification);
        piece.CopyTo(payload.AsSpan(8));
        return Ipv6(whole.Slice(8, 16), whole.Slice(24, 16), FragmentHeader, payload, hopLimit: whole[7]);
    }

    private static ushort TransportChecksum(string source, string destination, byte protocol, ReadOnlySpan<byte> message)
    {
        uint sum = InternetChecksum.Add(0, IPAddress.Parse(source).GetAddressBytes());
        sum = InternetChecksum.Add(sum, IPAddress.Parse(destination).GetAddressBytes());
        return InternetChecksum.Finish(InternetChecksum.Add(sum + protocol + (uint)message.Length, message));
    }
}
