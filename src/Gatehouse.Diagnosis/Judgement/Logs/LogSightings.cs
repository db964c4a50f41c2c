using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// Finds the packets of a log in the captures beside it. They carry the identifier of their exchange, so no clock is needed; sealed ones cannot
/// be found.
/// </summary>
internal sealed class LogSightings
{
    /// <summary>Most packets of captures that are looked up.</summary>
    internal const int MostPackets = 65_536;

    private readonly ILookup<string, (SourceContext Capture, UdpConversation Conversation, EadPacketSeen Packet)> _packets;

    /// <summary>Looks through captures.</summary>
    public LogSightings(IEnumerable<SourceContext> captures) => _packets = captures
        .SelectMany(capture => capture.KeptUdp.SelectMany(conversation =>
            conversation.Ead?.Packets.Select(packet => (Capture: capture, Conversation: conversation, Packet: packet)) ?? []))
        .Where(seen => seen.Packet.EventSequenceId is not null)
        .Take(MostPackets)
        .ToLookup(seen => seen.Packet.EventSequenceId!);

    /// <summary>The captures that show anything of an exchange.</summary>
    public IEnumerable<SourceContext> Captures(SecurityExchange exchange) =>
        exchange.EventSequenceId is { } id ? _packets[id].Select(seen => seen.Capture).Distinct() : [];

    /// <summary>The packets of an exchange that a capture shows.</summary>
    public IReadOnlyList<EadPacketSeen> Packets(SecurityExchange exchange, SourceContext capture) =>
        [.. _packets[exchange.EventSequenceId!].Where(seen => seen.Capture == capture).Select(seen => seen.Packet)];

    /// <summary>Whether a capture shows fragments of what it has not whole: then something arrived, and it may be any packet.</summary>
    public bool HasPieces(SecurityExchange exchange, SourceContext capture) =>
        capture.IncompleteWithoutPorts.Count > 0
        || _packets[exchange.EventSequenceId!].Any(seen => seen.Capture == capture && seen.Conversation.IncompleteCount > 0);

    /// <summary>
    /// The packets that a log and captures both tell of. Copies are told apart by their order, which holds only where the capture has as many.
    /// </summary>
    public IEnumerable<LoggedPacket> Pairs(ClientLog log)
    {
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            foreach (SourceContext capture in Captures(exchange))
            {
                IReadOnlyList<EadPacketSeen> packets = Packets(exchange, capture);
                foreach (var logged in exchange.Packets.Where(packet => packet.Type is not null).GroupBy(packet => (packet.Direction, packet.Type)))
                {
                    Side side = logged.Key.Direction == PacketDirection.ToServer ? Side.Client : Side.Server;
                    EadPacketSeen[] seen = [.. packets.Where(packet => packet.From == side && packet.Type == (int)logged.Key.Type!.Value && packet.Time.IsKnown)];
                    foreach (LoggedPacket pair in logged.Count() == seen.Length ? logged.Zip(seen, (one, other) => new LoggedPacket(one, capture, other)) : [])
                    {
                        yield return pair;
                    }
                }
            }
        }
    }

    /// <summary>The log's local time minus that of the captures, the middle of what all pairs say; null without any.</summary>
    public static TimeSpan? Difference(IReadOnlyList<LoggedPacket> pairs)
    {
        TimeSpan[] differences = [.. pairs.Select(pair => pair.Difference).Order()];
        return differences.Length == 0 ? null : differences[differences.Length / 2];
    }
}
