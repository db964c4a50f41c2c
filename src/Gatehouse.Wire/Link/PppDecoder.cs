using System.Buffers.Binary;

namespace Gatehouse.Wire.Link;

/// <summary>PPP (RFC 1661, RFC 1662), PPPoE (RFC 2516) and Cisco HDLC, which shares PPP's link type.</summary>
internal static class PppDecoder
{
    private const int PppoeHeaderLength = 6;

    /// <summary>Version 1 and type 1, the only ones defined.</summary>
    private const byte PppoeVersionAndType = 0x11;

    private const byte PppoeSessionCode = 0;

    /// <summary>Address "all stations" and control "unnumbered information" (RFC 1662 section 3.1).</summary>
    private const ushort AddressAndControl = 0xFF03;

    private const byte CiscoUnicast = 0x0F;
    private const byte CiscoMulticast = 0x8F;
    private const int CiscoHeaderLength = 4;

    private const ushort Ipv4Protocol = 0x0021;
    private const ushort Ipv6Protocol = 0x0057;

    /// <summary>Reads PPP with or without address and control octets, or Cisco HDLC.</summary>
    public static DecodeOutcome Pass(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        if (frame.Length < 2)
        {
            return DecodeOutcome.Cut;
        }

        if (frame[0] is CiscoUnicast or CiscoMulticast && frame[1] == 0)
        {
            if (frame.Length < CiscoHeaderLength)
            {
                return DecodeOutcome.Cut;
            }

            offset = CiscoHeaderLength;
            return EtherTypeChain.Follow(frame, ref offset, BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), ref packet);
        }

        offset = BinaryPrimitives.ReadUInt16BigEndian(frame) == AddressAndControl ? 2 : 0;
        packet.EtherType = EtherTypes.Ppp;
        return PassProtocol(frame, ref offset, ref packet);
    }

    /// <summary>
    /// Reads a PPPoE header and the PPP protocol behind it: version and type (4 bits each), code (1 octet), session (2),
    /// length (2). The length bounds only what the IP header bounds again.
    /// </summary>
    public static DecodeOutcome PassPppoe(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        packet.EtherType = EtherTypes.PppoeSession;
        if (frame.Length - offset < PppoeHeaderLength)
        {
            return DecodeOutcome.Cut;
        }

        if (frame[offset] != PppoeVersionAndType)
        {
            return DecodeOutcome.Malformed;
        }

        if (frame[offset + 1] != PppoeSessionCode)
        {
            packet.EtherType = EtherTypes.PppoeDiscovery;
            return DecodeOutcome.NotIp;
        }

        offset += PppoeHeaderLength;
        return PassProtocol(frame, ref offset, ref packet);
    }

    /// <summary>The protocol field: 2 octets, or 1 when compressed, which its odd first octet tells (RFC 1661 section 2).</summary>
    private static DecodeOutcome PassProtocol(ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        if (offset >= frame.Length)
        {
            return DecodeOutcome.Cut;
        }

        ushort protocol = frame[offset++];
        if ((protocol & 1) == 0)
        {
            if (offset >= frame.Length)
            {
                return DecodeOutcome.Cut;
            }

            protocol = (ushort)((protocol << 8) | frame[offset++]);
        }

        switch (protocol)
        {
            case Ipv4Protocol:
                packet.EtherType = EtherTypes.Ipv4;
                return DecodeOutcome.Ip;
            case Ipv6Protocol:
                packet.EtherType = EtherTypes.Ipv6;
                return DecodeOutcome.Ip;
            default:
                return DecodeOutcome.NotIp;
        }
    }
}
