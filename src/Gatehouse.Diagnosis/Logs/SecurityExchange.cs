using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>One security check: everything the client logged under one event sequence identifier.</summary>
public sealed class SecurityExchange
{
    // The client repeats after five seconds; twice that without a word is silence, not the end of the log.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly DateTime _logEnd;

    internal SecurityExchange(
        string? eventSequenceId,
        IReadOnlyList<ExchangePacket> packets,
        IReadOnlyList<int> states,
        IReadOnlyList<PushResult> results,
        DateTime logEnd)
    {
        EventSequenceId = eventSequenceId;
        Packets = packets;
        States = states;
        Results = results;
        _logEnd = logEnd;
        Transmissions = TransmissionGrouping.Group(packets);
        Policy = Received(EadPacketType.Policy)?.Document is { } policy ? new SecurityPolicy(policy) : null;
        Report = Sent(EadPacketType.Report)?.Document is { } report ? new SecurityReport(report) : null;
    }

    /// <summary>Names the exchange; null when no packet of it was printed with one.</summary>
    public string? EventSequenceId { get; }

    /// <summary>All packets in the order of the log.</summary>
    public IReadOnlyList<ExchangePacket> Packets { get; }

    /// <summary>The client's state numbers before sending, in order; their meaning is not published.</summary>
    public IReadOnlyList<int> States { get; }

    /// <summary>What the client said about the fate of its packets.</summary>
    public IReadOnlyList<PushResult> Results { get; }

    /// <summary>The client's packets, repetitions gathered.</summary>
    public IReadOnlyList<Transmission> Transmissions { get; }

    /// <summary>The policy received; null when none was printed.</summary>
    public SecurityPolicy? Policy { get; }

    /// <summary>The last report sent; null when none was printed completely.</summary>
    public SecurityReport? Report { get; }

    /// <summary>Where the server's packets came from; null when none was logged.</summary>
    public IpEndpoint? Server => Packets.FirstOrDefault(packet => packet.Peer is not null)?.Peer;

    /// <summary>How it ended.</summary>
    public ExchangeOutcome Outcome => Transmissions.Any(IsUnanswered) ? ExchangeOutcome.Unanswered
        : Sent(EadPacketType.Report)?.Answer is not null ? ExchangeOutcome.Completed
        : ExchangeOutcome.Unfinished;

    /// <summary>The last packet of that number the client sent, with its repetitions; null when it sent none.</summary>
    public Transmission? Sent(EadPacketType type) => Transmissions.LastOrDefault(transmission => transmission.Type == type);

    /// <summary>The last packet of that number received; null when there was none.</summary>
    public ExchangePacket? Received(EadPacketType type) =>
        Packets.LastOrDefault(packet => packet.Direction == PacketDirection.ToClient && packet.Type == type);

    /// <summary>
    /// Whether a packet stayed without an answer although one had time to come: it was repeated, the client reports a
    /// failure, or the log goes on long enough.
    /// </summary>
    public bool IsUnanswered(Transmission transmission) => transmission.Answer is null
        && (transmission.Copies.Count > 1
            || Results.Any(result => result.Type == transmission.Type && result.Code != 0)
            || _logEnd - transmission.Copies[^1].Time >= Patience);
}
