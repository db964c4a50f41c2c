using Gatehouse.Capture;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>Brings the packets of a security check, captured or logged, into one form.</summary>
internal static class SecurityCheckPackets
{
    private const int UdpHeader = 8;

    /// <summary>Most frames named for one packet.</summary>
    private const int MostFrames = 16;

    /// <summary>The packets in order of their numbers; of a packet that was sent in several versions, the last.</summary>
    public static IReadOnlyList<CheckPacket> Of(ObservedExchange exchange) =>
        exchange.Check is { } check ? OfLog(check)
        : exchange.Udp is { Ead: { } seen } udp ? OfCapture(udp, seen, exchange.Fragments)
        : [];

    private static List<CheckPacket> OfCapture(UdpConversation udp, EadConversation seen, IReadOnlyList<FragmentedDatagram> fragments)
    {
        Dictionary<int, List<EadPacketSeen>> byType = [];
        foreach (EadPacketSeen packet in seen.Packets)
        {
            int type = TypeOf(packet, byType);
            if (!byType.TryGetValue(type, out List<EadPacketSeen>? same))
            {
                byType[type] = same = [];
            }

            // A new exchange, or the report in another form, takes the place of the old.
            if (same.Count > 0 && (same[^1].PayloadOctets != packet.PayloadOctets || same[^1].EventSequenceId != packet.EventSequenceId))
            {
                same.Clear();
            }

            same.Add(packet);
        }

        List<CheckPacket> packets = [.. byType.OrderBy(pair => pair.Key).Select(pair => Gather(pair.Key, pair.Value, byType, fragments))];
        if (Incomplete(udp) is { } incomplete && !byType.ContainsKey((int)EadPacketType.Report))
        {
            packets.Add(incomplete);
        }

        return packets;
    }

    /// <summary>A packet without XML is known by its place: the client asks, the server gives the policy, the client reports, the server decides.</summary>
    private static int TypeOf(EadPacketSeen packet, Dictionary<int, List<EadPacketSeen>> before) => packet.Type
        ?? (int)(packet.From == Side.Client
            ? before.ContainsKey((int)EadPacketType.Policy) ? EadPacketType.Report : EadPacketType.Request
            : before.ContainsKey((int)EadPacketType.Report) ? EadPacketType.Verdict : EadPacketType.Policy);

    private static CheckPacket Gather(
        int type, List<EadPacketSeen> sendings, Dictionary<int, List<EadPacketSeen>> all, IReadOnlyList<FragmentedDatagram> fragments)
    {
        EadPacketSeen last = sendings[^1];
        FragmentedDatagram[] pieces = [.. fragments.Where(datagram => sendings.Exists(sent => datagram.Pieces.Any(piece => piece.Frame == sent.Frame)))];
        return new CheckPacket
        {
            Type = type,
            PayloadBytes = last.PayloadOctets,
            XmlBytes = last.XmlOctets,
            Pieces = last.IsFragmented ? pieces.Length > 0 ? pieces[^1].Pieces.Count : null : 1,
            IsFragmented = last.IsFragmented,
            IsSealed = last.XmlOctets is null,
            Sendings = sendings.Count,
            Spacing = Spacing(sendings),
            IsAnswered = last.From == Side.Server
                || (all.TryGetValue(type + 1, out List<EadPacketSeen>? answers) && answers[^1].Frame > sendings[0].Frame),
            Frames = FindingNames.Frames([.. sendings.Select(sent => sent.Frame), .. pieces.SelectMany(datagram => datagram.Pieces).Select(piece => piece.Frame)]),
        };
    }

    private static double? Spacing(List<EadPacketSeen> sendings) => sendings.Count < 2 || !sendings[0].Time.IsKnown || !sendings[^1].Time.IsKnown
        ? null
        : Timestamp.Seconds(sendings[0].Time, sendings[^1].Time) / (sendings.Count - 1);

    /// <summary>What the server's side of a path shows of a report whose fragments do not all arrive.</summary>
    private static CheckPacket? Incomplete(UdpConversation udp)
    {
        FragmentedDatagram[] datagrams = [.. udp.Incomplete.Where(datagram => datagram.Source == udp.Client.Address)];
        return datagrams.Length == 0 ? null : new CheckPacket
        {
            Type = (int)EadPacketType.Report,
            PayloadBytes = datagrams[^1].UdpLength - UdpHeader,
            IsFragmented = true,
            IsWhole = false,
            Sendings = udp.IncompleteCount,
            IsAnswered = false,
            Frames = FindingNames.Frames([.. datagrams.SelectMany(datagram => datagram.Pieces).Select(piece => piece.Frame).Take(MostFrames)]),
        };
    }

    private static List<CheckPacket> OfLog(SecurityExchange check)
    {
        ReportSizing? sizing = ReportSizing.Of(check);
        List<CheckPacket> packets = [];
        foreach (Transmission sent in check.Transmissions)
        {
            bool isReport = sent.Type == EadPacketType.Report;
            packets.RemoveAll(packet => packet.Type == (int)sent.Type);
            packets.Add(new CheckPacket
            {
                Type = (int)sent.Type,
                XmlBytes = sent.XmlBytes,
                IsFragmented = isReport && sizing is { MayTravelInFragments: true },
                Sendings = sent.Copies.Count,
                Spacing = sent.SpacingSeconds,
                IsAnswered = sent.Answer is not null,
                Patches = isReport ? sizing?.Windows?.Patches.Count : null,
                Frames = FindingNames.Frames([.. sent.Copies.Select(copy => (long)copy.Line)]),
            });
        }

        foreach (ExchangePacket received in check.Packets.Where(packet => packet.Direction == PacketDirection.ToClient && packet.Type is not null))
        {
            packets.RemoveAll(packet => packet.Type == (int)received.Type!);
            packets.Add(new CheckPacket
            {
                Type = (int)received.Type!,
                PayloadBytes = received.ReceivedBytes,
                XmlBytes = received.DocumentComplete ? received.Document?.CanonicalSize() : null,
                Frames = FindingNames.Frames(received.Line),
            });
        }

        packets.Sort((one, other) => one.Type.CompareTo(other.Type));
        return packets;
    }
}
