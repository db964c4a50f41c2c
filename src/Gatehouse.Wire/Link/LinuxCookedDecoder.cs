using System.Buffers.Binary;

namespace Gatehouse.Wire.Link;

/// <summary>
/// Linux "cooked" captures, as made on the device "any" (LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2), all big-endian.
/// Version 1: packet type (2 octets), device type (2), address length (2), address (8), protocol (2).
/// Version 2: protocol (2), reserved (2), interface (4), device type (2), packet type (1), address length (1), address (8).
/// </summary>
internal static class LinuxCookedDecoder
{
    private const int Length1 = 16;
    private const int Length2 = 20;
    private const int MacLength = 6;

    /// <summary>Device type of netlink messages, whose protocol field is a netlink family.</summary>
    private const ushort NetlinkDevice = 824;

    /// <summary>Reads a version 1 header and all that follows it up to IP.</summary>
    public static DecodeOutcome PassVersion1(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        if (frame.Length < Length1)
        {
            return DecodeOutcome.Cut;
        }

        offset = Length1;
        return Pass(
            frame,
            ref offset,
            deviceType: BinaryPrimitives.ReadUInt16BigEndian(frame[2..]),
            addressLength: BinaryPrimitives.ReadUInt16BigEndian(frame[4..]),
            address: BinaryPrimitives.ReadUInt64BigEndian(frame[6..]),
            protocol: BinaryPrimitives.ReadUInt16BigEndian(frame[14..]),
            ref packet);
    }

    /// <summary>Reads a version 2 header and all that follows it up to IP.</summary>
    public static DecodeOutcome PassVersion2(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        if (frame.Length < Length2)
        {
            return DecodeOutcome.Cut;
        }

        offset = Length2;
        return Pass(
            frame,
            ref offset,
            deviceType: BinaryPrimitives.ReadUInt16BigEndian(frame[8..]),
            addressLength: frame[11],
            address: BinaryPrimitives.ReadUInt64BigEndian(frame[12..]),
            protocol: BinaryPrimitives.ReadUInt16BigEndian(frame),
            ref packet);
    }

    private static DecodeOutcome Pass(
        ReadOnlySpan<byte> frame,
        ref int offset,
        ushort deviceType,
        int addressLength,
        ulong address,
        ushort protocol,
        ref Packet packet)
    {
        if (addressLength == MacLength)
        {
            packet.SourceMac = address >> 16;
        }

        // Protocols below the first EtherType are Linux's own numbers for frames without one; 4 is 802.2 LLC, which the chain reads.
        return deviceType == NetlinkDevice ? DecodeOutcome.NotIp : EtherTypeChain.Follow(frame, ref offset, protocol, ref packet);
    }
}
