using Gatehouse.Diagnosis.Paths;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Which packets of a conversation were lost, and where. What merely arrived in another shape is no loss.</summary>
/// <param name="exchange">The conversation.</param>
/// <param name="path">The vantage points.</param>
/// <param name="journeys">Its packets.</param>
internal sealed class Losses(Exchange exchange, IReadOnlyList<VantagePoint> path, Journey[] journeys)
{
    private readonly OctetRanges?[,] _arrived = new OctetRanges?[path.Count, 2];
    private readonly ILookup<ulong, Journey> _copies = journeys.ToLookup(journey => journey.Key);

    /// <summary>For each packet its loss; null when it was not lost, or nobody can tell.</summary>
    public Loss?[] All() => [.. journeys.Select(Of)];

    private Loss? Of(Journey journey)
    {
        bool isBareAck = journey.Kind == SightingKind.Tcp && journey.Length == 0 && (journey.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst)) == 0;
        return isBareAck || Loss.Of(journey, exchange, path) is not { } loss || Reshaping.Explains(journey, loss, exchange) || CameInOtherSegments(journey, loss)
            ? null
            : loss;
    }

    /// <summary>Offload makes segments of other sizes: their octets arrive, and no copy of the segment itself was needed for it.</summary>
    private bool CameInOtherSegments(Journey journey, Loss loss)
    {
        if (journey.Kind != SightingKind.Tcp || journey.Length == 0 || _copies[journey.Key].Any(other => other != journey && other.WasAt(loss.Before)))
        {
            return false;
        }

        OctetRanges ranges = _arrived[loss.Before, journey.IsToServer ? 1 : 0] ??= new OctetRanges(
            journey.Sequence,
            journeys.Where(other => other.Kind == SightingKind.Tcp && other.IsToServer == journey.IsToServer && other.WasAt(loss.Before))
                .Select(other => (other.Sequence, other.Length)));
        return ranges.Cover(journey.Sequence, journey.Length);
    }
}
