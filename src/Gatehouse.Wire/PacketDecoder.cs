using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Link;

namespace Gatehouse.Wire;

/// <summary>Decodes a frame from its link header down to the IP payload.</summary>
public static class PacketDecoder
{
    /// <summary>Decodes one frame. Allocates nothing; work is bounded by the named limits on tags, labels and extension headers.</summary>
    /// <param name="link">The link type the capture names for the frame.</param>
    /// <param name="frame">The captured octets.</param>
    /// <param name="originalLength">
    /// Octets of the frame on the wire; taken as the captured length when it claims fewer than were captured.
    /// </param>
    /// <param name="packet">
    /// The packet, borrowing <paramref name="frame"/>. Whatever the outcome, addresses, VLAN and EtherType are set as far as the
    /// headers could be read.
    /// </param>
    /// <returns>
    /// <see cref="DecodeOutcome.Ip"/> when the IP header, IPv6 extension headers included, is complete;
    /// <see cref="DecodeOutcome.Cut"/> when the snap length ended the frame before that; <see cref="DecodeOutcome.Malformed"/>
    /// also when the frame was captured whole and is too short for its own headers.
    /// </returns>
    public static DecodeOutcome Decode(LinkType link, ReadOnlySpan<byte> frame, int originalLength, out Packet packet)
    {
        packet = default;
        int offset = 0;
        originalLength = Math.Max(originalLength, frame.Length);
        DecodeOutcome outcome = link == LinkType.Ethernet
            ? EthernetDecoder.Pass(frame, ref offset, ref packet)
            : PassOther(link, frame, ref offset, ref packet);
        if (outcome == DecodeOutcome.Ip)
        {
            outcome = packet.EtherType == EtherTypes.Ipv4
                ? Ipv4Decoder.Decode(frame[offset..], originalLength - offset, ref packet)
                : Ipv6Decoder.Decode(frame[offset..], originalLength - offset, ref packet);
        }

        return outcome == DecodeOutcome.Cut && frame.Length == originalLength ? DecodeOutcome.Malformed : outcome;
    }

    private static DecodeOutcome PassOther(LinkType link, ReadOnlySpan<byte> frame, ref int offset, ref Packet packet)
    {
        switch (link)
        {
            case LinkType.LinuxSll:
                return LinuxCookedDecoder.PassVersion1(frame, ref offset, ref packet);
            case LinkType.LinuxSll2:
                return LinuxCookedDecoder.PassVersion2(frame, ref offset, ref packet);
            case LinkType.Null:
            case LinkType.Loop:
                return LoopbackDecoder.Pass(frame, ref offset, ref packet);
            case LinkType.Ppp:
            case LinkType.PppHdlc:
                return PppDecoder.Pass(frame, ref offset, ref packet);
            case LinkType.PppEther:
                return PppDecoder.PassPppoe(frame, ref offset, ref packet);
            case LinkType.Raw:
            case LinkType.RawBsd:
            case LinkType.RawOpenBsd:
                return EtherTypeChain.ByVersion(frame, offset, ref packet);
            case LinkType.Ipv4:
                packet.EtherType = EtherTypes.Ipv4;
                return DecodeOutcome.Ip;
            case LinkType.Ipv6:
                packet.EtherType = EtherTypes.Ipv6;
                return DecodeOutcome.Ip;
            default:
                return DecodeOutcome.UnsupportedLink;
        }
    }
}
