using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>
/// Captures that share no packet and still belong together: both show the same two hosts, at nearly the same time by their own clocks. When
/// every packet of a failing connection is lost, nothing more than that is to be had.
/// </summary>
internal static class Neighbours
{
    /// <summary>Whether two captures are such.</summary>
    public static bool Are(VantagePoint one, VantagePoint other)
    {
        long apart = Math.Max(one.Index.From, other.Index.From) - Math.Min(one.Index.To, other.Index.To);
        return one.Index.Sightings.Length > 0 && other.Index.Sightings.Length > 0 && apart <= Coverage.Near
            && one.Index.Flows.Any(flow => Shows(other.Index, flow));
    }

    private static bool Shows(SightingIndex index, PathFlow flow) =>
        index.TtlOf(flow.Client.Address) != 0
        && index.Flows.Any(other => other.Client.Address == flow.Client.Address && other.Server.Address == flow.Server.Address);
}
