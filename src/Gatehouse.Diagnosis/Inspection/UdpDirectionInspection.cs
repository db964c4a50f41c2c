using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>What one side of a UDP conversation sent, as far as it was captured whole.</summary>
/// <param name="Datagrams">Datagrams, those in fragments counted once.</param>
/// <param name="Bytes">Octets of UDP payload.</param>
/// <param name="LargestPayload">Largest UDP payload, octets.</param>
/// <param name="Fragmented">Datagrams that came in fragments.</param>
public sealed record UdpDirectionInspection(long Datagrams, long Bytes, int LargestPayload, long Fragmented)
{
    internal static UdpDirectionInspection Of(UdpDirection direction) =>
        new(direction.Datagrams, direction.PayloadOctets, direction.LargestPayload, direction.Fragmented);
}
