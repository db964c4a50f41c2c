using System.Buffers.Binary;

namespace Gatehouse.Wire.Link;

/// <summary>Follows an EtherType through VLAN tags, LLC/SNAP, MPLS labels and PPPoE down to IP.</summary>
internal static class EtherTypeChain
{
    /// <summary>Most VLAN tags passed in one frame; networks stack two, rarely three.</summary>
    public const int MaxVlanTags = 8;

    /// <summary>Most MPLS labels passed in one frame.</summary>
    public const int MaxMplsLabels = 16;

    private const int VlanTagLength = 4;
    private const int MplsLabelLength = 4;
    private const int LlcLength = 3;
    private const int SnapLength = 8;

    /// <summary>LLC with both service access points "SNAP" and an unnumbered information control field.</summary>
    private const int SnapLlc = 0xAAAA03;

    /// <summary>LLC with both service access points "IP" (RFC 948).</summary>
    private const int IpLlc = 0x060603;

    /// <summary>SNAP organization code of bridged EtherTypes (802.1H), besides zero for plain ones (RFC 1042).</summary>
    private const int BridgeTunnel = 0x0000F8;

    /// <summary>Reads on after an EtherType.</summary>
    /// <param name="frame">The captured frame.</param>
    /// <param name="offset">Where the octets after the EtherType begin; moved to the IP header.</param>
    /// <param name="etherType">The EtherType, or the length field of an 802.3 frame.</param>
    /// <param name="packet">Receives the VLAN tags and the innermost EtherType.</param>
    public static DecodeOutcome Follow(ReadOnlySpan<byte> frame, ref int offset, ushort etherType, ref Packet packet)
    {
        while (true)
        {
            packet.EtherType = etherType;
            switch (etherType)
            {
                case EtherTypes.Ipv4:
                case EtherTypes.Ipv6:
                    return DecodeOutcome.Ip;
                case EtherTypes.Vlan:
                case EtherTypes.ServiceVlan:
                case EtherTypes.OldServiceVlan:
                    DecodeOutcome tag = PassVlanTag(frame, ref offset, ref packet, out etherType);
                    if (tag != DecodeOutcome.Ip)
                    {
                        return tag;
                    }

                    break;
                case EtherTypes.Mpls:
                case EtherTypes.MplsUpstream:
                    return PassLabels(frame, ref offset, ref packet);
                case EtherTypes.PppoeSession:
                    return PppDecoder.PassPppoe(frame, ref offset, ref packet);
                case < EtherTypes.FirstType:
                    DecodeOutcome llc = PassLlc(frame, ref offset, ref packet, out etherType);
                    if (llc != DecodeOutcome.Ip)
                    {
                        return llc;
                    }

                    break;
                default:
                    return DecodeOutcome.NotIp;
            }
        }
    }

    private static DecodeOutcome PassVlanTag(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet, out ushort etherType)
    {
        etherType = 0;
        if (packet.VlanCount == MaxVlanTags)
        {
            return DecodeOutcome.Malformed;
        }

        if (frame.Length - offset < VlanTagLength)
        {
            return DecodeOutcome.Cut;
        }

        if (packet.VlanCount++ == 0)
        {
            packet.Vlan = (ushort)(BinaryPrimitives.ReadUInt16BigEndian(frame[offset..]) & 0x0FFF);
        }

        etherType = BinaryPrimitives.ReadUInt16BigEndian(frame[(offset + 2)..]);
        offset += VlanTagLength;
        return DecodeOutcome.Ip;
    }

    private static DecodeOutcome PassLlc(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet, out ushort etherType)
    {
        etherType = 0;
        packet.EtherType = 0;
        if (frame.Length - offset < LlcLength)
        {
            return DecodeOutcome.Cut;
        }

        int llc = ReadUInt24(frame[offset..]);
        if (llc == IpLlc)
        {
            offset += LlcLength;
            etherType = EtherTypes.Ipv4;
            return DecodeOutcome.Ip;
        }

        if (llc != SnapLlc)
        {
            return DecodeOutcome.NotIp;
        }

        if (frame.Length - offset < SnapLength)
        {
            return DecodeOutcome.Cut;
        }

        int organization = ReadUInt24(frame[(offset + LlcLength)..]);
        etherType = BinaryPrimitives.ReadUInt16BigEndian(frame[(offset + 6)..]);
        if (organization is not (0 or BridgeTunnel) || etherType < EtherTypes.FirstType)
        {
            return DecodeOutcome.NotIp;
        }

        offset += SnapLength;
        return DecodeOutcome.Ip;
    }

    private static DecodeOutcome PassLabels(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        bool isBottom = false;
        for (int labels = 0; !isBottom; labels++)
        {
            if (labels == MaxMplsLabels)
            {
                return DecodeOutcome.Malformed;
            }

            if (frame.Length - offset < MplsLabelLength)
            {
                return DecodeOutcome.Cut;
            }

            isBottom = (frame[offset + 2] & 1) != 0;
            offset += MplsLabelLength;
        }

        return ByVersion(frame, offset, ref packet);
    }

    /// <summary>Tells IPv4 from IPv6 by the first nibble where nothing else does; anything else is not IP.</summary>
    public static DecodeOutcome ByVersion(ReadOnlySpan<byte> frame, int offset, ref Packet packet)
    {
        if (offset >= frame.Length)
        {
            return DecodeOutcome.Cut;
        }

        switch (frame[offset] >> 4)
        {
            case 4:
                packet.EtherType = EtherTypes.Ipv4;
                return DecodeOutcome.Ip;
            case 6:
                packet.EtherType = EtherTypes.Ipv6;
                return DecodeOutcome.Ip;
            default:
                return DecodeOutcome.NotIp;
        }
    }

    private static int ReadUInt24(ReadOnlySpan<byte> data) => (data[0] << 16) | (data[1] << 8) | data[2];
}
