using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Datagrams that a device on the way put together from fragments, or cut into other ones: their pieces vanish and nothing is lost.</summary>
internal static class Reshaping
{
    /// <summary>Nanoseconds between the old shape and the new one: firewalls give up putting together after a few seconds.</summary>
    private const long Nearby = 10_000_000_000;

    /// <summary>Whether a packet arrived in another shape.</summary>
    /// <param name="journey">The packet.</param>
    /// <param name="loss">Where it vanished.</param>
    /// <param name="exchange">Its conversation.</param>
    public static bool Explains(Journey journey, Loss loss, Exchange exchange)
    {
        if (journey.Kind is not (SightingKind.Fragment or SightingKind.Udp))
        {
            return false;
        }

        foreach (Journey other in exchange.Journeys)
        {
            if (other.IsToServer == journey.IsToServer
                && other.WasAt(loss.Before)
                && !other.WasAt(loss.After)
                && Math.Abs(other.Time - journey.Time) <= Nearby
                && IsOtherShape(journey, other))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOtherShape(Journey journey, Journey other) => (journey.Kind, other.Kind) switch
    {
        (SightingKind.Fragment, SightingKind.Fragment) => other.Identification == journey.Identification,
        (SightingKind.Fragment, SightingKind.Udp) => other.Length + UdpHeader.HeaderLength >= journey.Sequence + journey.Length,
        (SightingKind.Udp, SightingKind.Fragment) => other.Sequence + other.Length <= journey.Length + UdpHeader.HeaderLength,
        _ => false,
    };
}
