using Gatehouse.Capture;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Observation.Ead;

/// <summary>One packet of a security check in a capture.</summary>
public sealed record EadPacketSeen
{
    /// <summary>Most items of a verdict kept.</summary>
    public const int MostItems = 32;

    /// <summary>Frame number; of fragments, of the one that completed it.</summary>
    public required long Frame { get; init; }

    /// <summary>When it was captured.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Who sent it.</summary>
    public required Side From { get; init; }

    /// <summary>Octets of UDP payload, headers of the security check included.</summary>
    public required int PayloadOctets { get; init; }

    /// <summary>Octets of the XML; null when it cannot be seen.</summary>
    public int? XmlOctets { get; init; }

    /// <summary>
    /// 1 request, 2 policy, 3 report, 4 verdict, told by its items, or what the header of a sealed datagram says
    /// (<see cref="Wire.Ead.Sealed.CheckMessage"/>); null when it cannot be told.
    /// </summary>
    public int? Type { get; init; }

    /// <summary>The session that the header of a sealed datagram names; null for others.</summary>
    public ulong? SessionId { get; init; }

    /// <summary>Identifies the exchange; null when it cannot be seen.</summary>
    public string? EventSequenceId { get; init; }

    /// <summary>
    /// The items of a verdict (packet 4), at most <see cref="MostItems"/> and none that is long or named like a secret; empty for other packets.
    /// </summary>
    public IReadOnlyList<EadItem> Verdict { get; init; } = [];

    /// <summary>Whether it travelled in fragments.</summary>
    public bool IsFragmented { get; init; }
}
