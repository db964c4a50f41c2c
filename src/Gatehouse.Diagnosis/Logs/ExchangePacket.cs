using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>One packet of a security check, as the client logged it.</summary>
public sealed record ExchangePacket
{
    /// <summary>Which way it went.</summary>
    public required PacketDirection Direction { get; init; }

    /// <summary>Its number; null when the log does not say.</summary>
    public EadPacketType? Type { get; init; }

    /// <summary>Local time.</summary>
    public required DateTime Time { get; init; }

    /// <summary>Line of the text where it is first spoken of, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Its content; null when the log does not print it.</summary>
    public EadDocument? Document { get; init; }

    /// <summary>Whether the document was printed up to its closing tag.</summary>
    public bool DocumentComplete { get; init; }

    /// <summary>Octets of UDP payload received; null for packets sent, whose size the log does not print.</summary>
    public int? ReceivedBytes { get; init; }

    /// <summary>Where a received packet came from; null when the log does not say.</summary>
    public IpEndpoint? Peer { get; init; }

    /// <summary>The "head id" of a received packet, hexadecimal as printed; its meaning is not published.</summary>
    public string? HeadId { get; init; }

    /// <summary>The "id" of a received packet, as printed; its meaning is not published.</summary>
    public string? Id { get; init; }
}
