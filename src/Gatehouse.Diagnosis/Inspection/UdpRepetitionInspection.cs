using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>A request that was sent more than once.</summary>
/// <param name="PayloadBytes">Octets of UDP payload.</param>
/// <param name="Count">How often it was sent.</param>
/// <param name="Fragmented">Whether it travelled in fragments.</param>
/// <param name="Frames">Frames of the first sixteen sendings; of fragments, the ones that completed them.</param>
/// <param name="Times">Times of those; null where not known.</param>
/// <param name="AnswerFrame">The first datagram from the server after the last sending; null when none came.</param>
public sealed record UdpRepetitionInspection(
    int PayloadBytes, int Count, bool Fragmented, IReadOnlyList<long> Frames, IReadOnlyList<Timestamp> Times, long? AnswerFrame)
{
    internal static UdpRepetitionInspection Of(UdpRequest request) => new(
        request.PayloadLength,
        request.Count,
        request.IsFragmented,
        [.. request.Sendings.Select(sending => sending.Frame)],
        [.. request.Sendings.Select(sending => sending.Time)],
        request.AnswerFrame == 0 ? null : request.AnswerFrame);
}
