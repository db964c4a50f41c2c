using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>A plain security-check report that was too large for one packet.</summary>
/// <param name="XmlBytes">Octets of its XML.</param>
/// <param name="PayloadBytes">Octets of UDP payload, the security check's own header included.</param>
/// <param name="Frame">The frame that shows it.</param>
internal sealed record ReportSize(int XmlBytes, int PayloadBytes, long Frame)
{
    /// <summary>Octets of XML from which a client asked to do so compresses and encrypts; up to here a report stays plain.</summary>
    public const int CompressionThreshold = 3_000;

    /// <summary>UDP payload that fits one Ethernet packet over IPv4; over IPv6 it is 20 octets less.</summary>
    public const int LargestUnfragmented = 1_472;

    /// <summary>Whether compression, had the server asked for it, would not have touched it.</summary>
    public bool IsBelowThreshold => XmlBytes <= CompressionThreshold;

    /// <summary>Finds the last such report of a conversation; null when there is none.</summary>
    public static ReportSize? Of(UdpConversation conversation)
    {
        EadPacketSeen? report = conversation.Ead?.Packets.LastOrDefault(packet =>
            packet is { From: Side.Client, Type: (int)EadPacketType.Report, IsFragmented: true, XmlOctets: not null });
        if (report is { XmlOctets: { } xml })
        {
            return new ReportSize(xml, report.PayloadOctets, report.Frame);
        }

        FragmentedDatagram? part = conversation.Incomplete.LastOrDefault(datagram =>
            datagram is { XmlOffset: not null, UdpLength: not null } && datagram.Source == conversation.Client.Address);
        return part is { XmlOffset: { } offset, UdpLength: { } length }
            ? new ReportSize(length - UdpHeaderLength - offset, length - UdpHeaderLength, part.Pieces[0].Frame)
            : null;
    }

    private const int UdpHeaderLength = Wire.Udp.UdpHeader.HeaderLength;
}
