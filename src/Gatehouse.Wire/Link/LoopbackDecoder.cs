using System.Buffers.Binary;

namespace Gatehouse.Wire.Link;

/// <summary>
/// BSD loopback (LINKTYPE_NULL, LINKTYPE_LOOP): an address family in 4 octets. LINKTYPE_NULL writes it in the byte order of
/// the capturing host, LINKTYPE_LOOP in network order; families are small numbers, so the order shows in the value itself.
/// </summary>
internal static class LoopbackDecoder
{
    private const int HeaderLength = 4;
    private const uint Inet = 2;

    /// <summary>Reads the address family.</summary>
    public static DecodeOutcome Pass(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        if (frame.Length < HeaderLength)
        {
            return DecodeOutcome.Cut;
        }

        offset = HeaderLength;
        uint family = BinaryPrimitives.ReadUInt32LittleEndian(frame);
        if (family > ushort.MaxValue)
        {
            family = BinaryPrimitives.ReverseEndianness(family);
        }

        // AF_INET6 differs: 10 Linux, 24 NetBSD and OpenBSD, 28 FreeBSD, 30 Darwin; 23 Windows.
        packet.EtherType = family switch
        {
            Inet => EtherTypes.Ipv4,
            10 or 23 or 24 or 28 or 30 => EtherTypes.Ipv6,
            _ => 0,
        };
        return packet.EtherType == 0 ? DecodeOutcome.NotIp : DecodeOutcome.Ip;
    }
}
