using System.Buffers.Binary;

namespace Gatehouse.Wire.Link;

/// <summary>
/// Ethernet (IEEE 802.3): destination (6 octets), source (6), type or length (2). Both the Ethernet II and the 802.3 LLC
/// form are read; a frame check sequence at the end, if captured, lies beyond the length in the IP header.
/// </summary>
internal static class EthernetDecoder
{
    /// <summary>Octets before the payload.</summary>
    public const int HeaderLength = 14;

    /// <summary>Reads the header and all that follows it up to IP.</summary>
    public static DecodeOutcome Pass(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        if (frame.Length < HeaderLength)
        {
            return DecodeOutcome.Cut;
        }

        // Eight octets at once: six of address and two to shift away (or, for the source, to mask off: they precede it).
        packet.DestinationMac = BinaryPrimitives.ReadUInt64BigEndian(frame) >> 16;
        packet.SourceMac = BinaryPrimitives.ReadUInt64BigEndian(frame[4..]) & 0xFFFF_FFFF_FFFF;
        ushort etherType = BinaryPrimitives.ReadUInt16BigEndian(frame[12..]);
        offset = HeaderLength;
        return EtherTypeChain.Follow(frame, ref offset, etherType, ref packet);
    }
}
