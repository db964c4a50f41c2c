using Gatehouse.Diagnosis.Judgement.Udp;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Whether a vantage point would have shown a packet, had it come by.</summary>
internal static class Coverage
{
    /// <summary>Nanoseconds before a capture's first and behind its last packet in which it may well have been recording.</summary>
    public const long Near = 15_000_000_000;

    /// <summary>Tells how sure the absence of a packet is.</summary>
    /// <param name="point">The vantage point that does not show it.</param>
    /// <param name="place">Its place on the path.</param>
    /// <param name="exchange">The conversation.</param>
    /// <param name="journey">The packet.</param>
    public static Absence Of(VantagePoint point, int place, Exchange exchange, Journey journey)
    {
        long slack = point.Clock?.Uncertainty ?? Near;
        long from = point.ToReference(point.Index.From);
        long to = point.ToReference(point.Index.To);
        if (point.Index.IsTooShort || point.Index.From > point.Index.To || journey.Time < from - slack - Near || journey.Time > to + slack + Near)
        {
            return Absence.MeansNothing;
        }

        bool isInside = journey.Time >= from - slack && journey.Time <= to + slack;
        bool showsIt = exchange.At(place) is not null;
        if (journey is { Kind: SightingKind.Fragment, Sequence: > 0 })
        {
            FragmentVisibility visibility = FragmentFilter.Of(point.Context);
            if (visibility == FragmentVisibility.Hidden)
            {
                return Absence.MeansNothing;
            }

            return isInside && showsIt && (visibility == FragmentVisibility.Shown || point.Index.ShowsPortless) ? Absence.IsProof : Absence.IsLikely;
        }

        if (showsIt)
        {
            return isInside ? Absence.IsProof : Absence.IsLikely;
        }

        PathFlow flow = exchange.Nearest;
        if (flow.Protocol == "tcp" && point.Index.Directory.KnowsTcp(flow.Client, flow.Server))
        {
            // The same connection with other numbers: a device rewrites them, and its packets cannot be known again.
            return Absence.MeansNothing;
        }

        if (isInside && !exchange.IsAnswered && point.Index.Directory.Knows(flow.Protocol, flow.Client.Address, flow.Server))
        {
            // Another conversation of the same two on the same port: neither a filter nor another route hides this one. One that is answered
            // without coming by ends at a relay in between, and nothing of it is lost.
            return Absence.IsProof;
        }

        bool showsServer = point.Index.TtlOf(flow.Server.Address) != 0;
        bool showsClient = point.Index.TtlOf(flow.Client.Address) != 0;
        return showsServer || showsClient ? Absence.IsLikely : Absence.MeansNothing;
    }
}
