using System.Buffers.Binary;

namespace Gatehouse.Bench.Output;

/// <summary>Writes Ethernet frames with IPv4 or IPv6 and correct checksums into a capture. Each method returns the octets the file grew by.</summary>
internal sealed class FrameWriter(PcapWriter capture)
{
    /// <summary>TCP payload of a full frame: 1,500 less IPv4, TCP and the timestamp option.</summary>
    public const int FullSegment = 1448;

    /// <summary>The same over IPv6.</summary>
    public const int FullSegmentSix = 1428;

    private const int EthernetSize = 14;
    private const int Ip4Size = 20;
    private const int Ip6Size = 40;
    private const int TcpSize = 32;
    private const int TcpSynSize = 40;
    private const int UdpSize = 8;
    private const byte TcpProtocol = 6;
    private const byte UdpProtocol = 17;
    private const byte IcmpProtocol = 1;
    private const ushort MoreFragments = 0x2000;
    private const ushort DontFragment = 0x4000;

    // NOP, NOP, Timestamps (RFC 7323); the two values follow.
    private static readonly byte[] TimestampOption = [1, 1, 8, 10];

    // MSS 1,460, SACK permitted, Timestamps, NOP, window scale 7.
    private static readonly byte[] SynOptions = [2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0, 0, 0, 0, 0, 0, 0, 0, 1, 3, 3, 7];

    private ushort _identification;

    public int Tcp(Side from, Side to, uint sequence, uint acknowledged, TcpFlags flags, ReadOnlySpan<byte> payload)
    {
        bool syn = (flags & TcpFlags.Syn) != 0;
        int header = syn ? TcpSynSize : TcpSize;
        Span<byte> frame = capture.Reserve();
        Span<byte> tcp = Ip(frame, from.Host, to.Host, TcpProtocol, header + payload.Length, DontFragment, out int start);
        BinaryPrimitives.WriteUInt16BigEndian(tcp, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(tcp[2..], to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(tcp[8..], acknowledged);
        tcp[12] = (byte)(header / 4 << 4);
        tcp[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], (flags & TcpFlags.Rst) != 0 ? (ushort)0 : (ushort)0xFAF0);
        tcp[16..20].Clear();
        Span<byte> options = tcp[20..header];
        (syn ? SynOptions : TimestampOption).CopyTo(options);
        BinaryPrimitives.WriteUInt32BigEndian(options[(syn ? 8 : 4)..], capture.Milliseconds);
        BinaryPrimitives.WriteUInt32BigEndian(options[(syn ? 12 : 8)..], 0);
        payload.CopyTo(tcp[header..]);
        WriteChecksum(tcp[..(header + payload.Length)], 16, from.Host, to.Host, TcpProtocol);
        return Commit(start + header + payload.Length);
    }

    public int Udp(Side from, Side to, ReadOnlySpan<byte> payload)
    {
        Span<byte> frame = capture.Reserve();
        Span<byte> udp = Ip(frame, from.Host, to.Host, UdpProtocol, UdpSize + payload.Length, DontFragment, out int start);
        UdpHeader(udp, from, to, payload.Length);
        payload.CopyTo(udp[UdpSize..]);
        WriteChecksum(udp[..(UdpSize + payload.Length)], 6, from.Host, to.Host, UdpProtocol);
        return Commit(start + UdpSize + payload.Length);
    }

    /// <summary>A UDP datagram over IPv4 in two fragments, cut after 1,480 octets; or the first of them only.</summary>
    public int UdpInFragments(Side from, Side to, ReadOnlySpan<byte> payload, bool loseSecond)
    {
        const int Cut = 1480;
        Span<byte> datagram = stackalloc byte[UdpSize + payload.Length];
        UdpHeader(datagram, from, to, payload.Length);
        payload.CopyTo(datagram[UdpSize..]);
        WriteChecksum(datagram, 6, from.Host, to.Host, UdpProtocol);
        _identification++;
        int grown = Fragment(from.Host, to.Host, datagram[..Cut], MoreFragments);
        return loseSecond ? grown : grown + Fragment(from.Host, to.Host, datagram[Cut..], Cut / 8);
    }

    /// <summary>An ICMP message over IPv4: type, code, checksum (filled in here) and body.</summary>
    public int Icmp(Host from, Host to, ReadOnlySpan<byte> message)
    {
        Span<byte> frame = capture.Reserve();
        Span<byte> icmp = Ip(frame, from, to, IcmpProtocol, message.Length, fragment: 0, out int start);
        message.CopyTo(icmp);
        BinaryPrimitives.WriteUInt16LittleEndian(icmp[2..], 0);
        BinaryPrimitives.WriteUInt16LittleEndian(icmp[2..], Checksum.Finish(Checksum.Sum(icmp[..message.Length])));
        return Commit(start + message.Length);
    }

    private static void UdpHeader(Span<byte> udp, Side from, Side to, int payload)
    {
        BinaryPrimitives.WriteUInt16BigEndian(udp, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[2..], to.Port);
        BinaryPrimitives.WriteUInt16BigEndian(udp[4..], (ushort)(UdpSize + payload));
        BinaryPrimitives.WriteUInt16BigEndian(udp[6..], 0);
    }

    private static void WriteChecksum(Span<byte> segment, int at, Host from, Host to, byte protocol)
    {
        ulong pseudo = from.AddressSum + to.AddressSum + ((ulong)protocol << 8) + BinaryPrimitives.ReverseEndianness((ushort)segment.Length);
        ushort checksum = Checksum.Finish(Checksum.Sum(segment, pseudo));
        BinaryPrimitives.WriteUInt16LittleEndian(segment[at..], checksum == 0 && protocol == UdpProtocol ? (ushort)0xFFFF : checksum);
    }

    private int Fragment(Host from, Host to, ReadOnlySpan<byte> part, ushort fragment)
    {
        Span<byte> frame = capture.Reserve();
        part.CopyTo(Ip(frame, from, to, UdpProtocol, part.Length, fragment, out int start));
        return Commit(start + part.Length);
    }

    private Span<byte> Ip(Span<byte> frame, Host from, Host to, byte protocol, int length, ushort fragment, out int start)
    {
        to.Link.CopyTo(frame);
        from.Link.CopyTo(frame[6..]);
        BinaryPrimitives.WriteUInt16BigEndian(frame[12..], from.IsSix ? (ushort)0x86DD : (ushort)0x0800);
        Span<byte> ip = frame[EthernetSize..];
        start = EthernetSize + (from.IsSix ? Ip6Size : Ip4Size);
        if (from.IsSix)
        {
            BinaryPrimitives.WriteUInt32BigEndian(ip, 0x60000000);
            BinaryPrimitives.WriteUInt16BigEndian(ip[4..], (ushort)length);
            ip[6] = protocol;
            ip[7] = 64;
            from.Address.CopyTo(ip[8..]);
            to.Address.CopyTo(ip[24..]);
            return frame[start..];
        }

        BinaryPrimitives.WriteUInt16BigEndian(ip, 0x4500);
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(Ip4Size + length));
        BinaryPrimitives.WriteUInt16BigEndian(ip[4..], fragment is 0 or DontFragment ? ++_identification : _identification);
        BinaryPrimitives.WriteUInt16BigEndian(ip[6..], fragment);
        ip[8] = 64;
        ip[9] = protocol;
        BinaryPrimitives.WriteUInt16LittleEndian(ip[10..], 0);
        from.Address.CopyTo(ip[12..]);
        to.Address.CopyTo(ip[16..]);
        BinaryPrimitives.WriteUInt16LittleEndian(ip[10..], Checksum.Finish(Checksum.Sum(ip[..Ip4Size])));
        return frame[start..];
    }

    private int Commit(int length)
    {
        long before = capture.Written;
        capture.Commit(length);
        return (int)(capture.Written - before);
    }
}
