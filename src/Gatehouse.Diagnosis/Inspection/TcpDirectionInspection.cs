using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>What one side of a TCP connection sent.</summary>
/// <param name="Packets">Packets, all kinds.</param>
/// <param name="Bytes">Octets of payload, retransmissions included.</param>
/// <param name="Syns">SYNs, retransmissions included.</param>
/// <param name="Mss">MSS option of its SYN, octets; null when absent.</param>
/// <param name="LargestPayload">Largest payload of one packet, octets.</param>
/// <param name="Retransmissions">Packets with payload sent before.</param>
/// <param name="OutOfOrder">Packets that came behind younger ones.</param>
/// <param name="CapturedTwice">Copies of the very same packet.</param>
/// <param name="UnseenBytes">Octets that the other side acknowledged although the capture does not show them.</param>
/// <param name="Holes">Ranges of sequence numbers that neither came nor were acknowledged, relative to the first; at most eight.</param>
/// <param name="ZeroWindows">Packets that announced a window of zero.</param>
/// <param name="FinFrame">First FIN; null when none.</param>
/// <param name="ResetFrame">First RST; null when none.</param>
public sealed record TcpDirectionInspection(
    long Packets,
    long Bytes,
    int Syns,
    int? Mss,
    int LargestPayload,
    int Retransmissions,
    int OutOfOrder,
    int CapturedTwice,
    long UnseenBytes,
    IReadOnlyList<IReadOnlyList<uint>> Holes,
    int ZeroWindows,
    long? FinFrame,
    long? ResetFrame)
{
    internal static TcpDirectionInspection Of(TcpDirection direction) => new(
        direction.Packets,
        direction.PayloadOctets,
        direction.Syns,
        direction.MaximumSegmentSize == 0 ? null : direction.MaximumSegmentSize,
        direction.LargestPayload,
        direction.Retransmissions,
        direction.OutOfOrder,
        direction.Duplicates,
        direction.AcknowledgedUnseen,
        [.. direction.Holes.Select(hole => (IReadOnlyList<uint>)[hole.Start - direction.FirstSequence, hole.End - direction.FirstSequence])],
        direction.ZeroWindows,
        direction.FinFrame == 0 ? null : direction.FinFrame,
        direction.Reset?.Frame);
}
