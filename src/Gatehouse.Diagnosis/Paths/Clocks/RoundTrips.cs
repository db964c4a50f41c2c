namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>
/// Time there and back between two vantage points, from packets of opposite directions close to each other in time: whatever the clocks are
/// off, and however they drift, falls out of the difference.
/// </summary>
internal static class RoundTrips
{
    /// <summary>Nanoseconds between the two packets, at most: clocks that run apart by 100 parts per million move 10 µs in it.</summary>
    private const long Close = 100_000_000;

    /// <summary>The middle one of all differences, nanoseconds; positive when the first vantage point is nearer to the client, null without pairs.</summary>
    public static long? Middle(IReadOnlyList<ClockPoint> points)
    {
        ClockPoint[] ordered = [.. points.OrderBy(point => point.Time)];
        List<long> gaps = [];
        for (int i = 1; i < ordered.Length; i++)
        {
            (ClockPoint one, ClockPoint other) = (ordered[i - 1], ordered[i]);
            if (one.IsToServer != other.IsToServer && other.Time - one.Time <= Close)
            {
                gaps.Add(one.IsToServer ? one.Difference - other.Difference : other.Difference - one.Difference);
            }
        }

        gaps.Sort();
        return gaps.Count == 0 ? null : gaps[gaps.Count / 2];
    }
}
