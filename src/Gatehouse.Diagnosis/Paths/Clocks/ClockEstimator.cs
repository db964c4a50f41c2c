namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>
/// Estimates how one clock runs against another from packets that passed both. A delay is never negative, so the differences of packets that
/// go one way lie above a straight line and those of the other way below a second, parallel one: the lines are laid against the points so
/// that the delays they leave are least in sum, and the offset is taken half-way between them.
/// </summary>
internal static class ClockEstimator
{
    /// <summary>Fastest drift believed, as a share.</summary>
    private const double MostDrift = 1e-3;

    /// <summary>Delays differ by this much even where nothing queues, nanoseconds.</summary>
    private const double JitterFloor = 50_000;

    /// <summary>Nanoseconds around the bulk of the differences in which a difference is believed.</summary>
    private const double Believed = 2e9;

    /// <summary>Longest one-way delay assumed where only one direction was captured, nanoseconds.</summary>
    private const double AssumedDelay = 100e6;

    private const double NanosecondsPerSecond = 1e9;
    private const int Narrowings = 64;
    private const int FewestForDrift = 3;
    private const double ShortestForDrift = 5;

    /// <summary>Estimates.</summary>
    /// <param name="points">Packets seen by both.</param>
    /// <param name="origin">Time at which the offset is wanted, nanoseconds by the first clock.</param>
    /// <param name="nearer">1 when the first is known to be nearer to the client, -1 when the second is, 0 when not known.</param>
    /// <returns>Null when the points are none or contradict each other.</returns>
    public static ClockFit? Estimate(IReadOnlyList<ClockPoint> points, long origin, int nearer)
    {
        if (points.Count == 0)
        {
            return null;
        }

        long basis = Basis(points);
        List<(double T, double D)> toServer = [];
        List<(double T, double D)> toClient = [];
        foreach (ClockPoint point in points)
        {
            double difference = point.Difference - basis;
            double time = (point.Time - origin) / NanosecondsPerSecond;
            if (Math.Abs(difference) <= Believed + (MostDrift * Math.Abs(time) * NanosecondsPerSecond))
            {
                (point.IsToServer ? toServer : toClient).Add((time, difference));
            }
        }

        return nearer switch
        {
            > 0 => Fit(toServer, toClient, 1),
            < 0 => Fit(toClient, toServer, -1),
            _ => Best(Fit(toServer, toClient, 1), Fit(toClient, toServer, -1)),
        };

        ClockFit Fit(List<(double T, double D)> away, List<(double T, double D)> back, int sign)
        {
            double slope = Slope(away, back);
            double low = away.Count > 0 ? away.Min(point => point.D - (slope * point.T)) : double.NaN;
            double high = back.Count > 0 ? back.Max(point => point.D - (slope * point.T)) : double.NaN;
            bool isTwoWay = away.Count > 0 && back.Count > 0;
            double offset = isTwoWay ? (low + high) / 2 : away.Count > 0 ? low : high;
            double uncertainty = isTwoWay ? Math.Abs(low - high) / 2 : AssumedDelay;
            return new ClockFit(origin, basis + (long)offset, slope / NanosecondsPerSecond, (long)uncertainty)
            {
                Packets = away.Count + back.Count,
                IsTwoWay = isTwoWay,
                Gap = isTwoWay ? sign * (long)(low - high) : 0,
            };
        }
    }

    /// <summary>Of two assumptions about who is nearer, the one that needs no negative delays.</summary>
    private static ClockFit Best(ClockFit firstNearer, ClockFit secondNearer) =>
        firstNearer.Gap >= -secondNearer.Gap ? firstNearer : secondNearer;

    /// <summary>The difference around which most others lie.</summary>
    private static long Basis(IReadOnlyList<ClockPoint> points)
    {
        long[] differences = [.. points.Select(point => point.Difference).Order()];
        int best = 0;
        int most = 0;
        for (int low = 0, high = 0; low < differences.Length; low++)
        {
            while (high < differences.Length && differences[high] - (double)differences[low] <= Believed)
            {
                high++;
            }

            if (high - low > most)
            {
                (most, best) = (high - low, low);
            }
        }

        return differences[best + (most / 2)];
    }

    /// <summary>Nanoseconds per second that the second clock gains; 0 when it cannot be told from jitter.</summary>
    private static double Slope(List<(double T, double D)> away, List<(double T, double D)> back)
    {
        if (away.Count + back.Count < FewestForDrift)
        {
            return 0;
        }

        double span = Math.Max(Span(away), Span(back));
        if (span < ShortestForDrift)
        {
            return 0;
        }

        double low = -MostDrift * NanosecondsPerSecond;
        double high = -low;
        for (int i = 0; i < Narrowings; i++)
        {
            double third = (high - low) / 3;
            if (Excess(away, back, low + third) <= Excess(away, back, high - third))
            {
                high -= third;
            }
            else
            {
                low += third;
            }
        }

        double slope = (low + high) / 2;
        double jitter = Math.Max(JitterFloor, Excess(away, back, slope) / (away.Count + back.Count));
        return Math.Abs(slope) > 2 * jitter / span ? slope : 0;
    }

    /// <summary>Sum of the delays beyond the least ones, should the second clock gain this much; convex in the slope.</summary>
    private static double Excess(List<(double T, double D)> away, List<(double T, double D)> back, double slope)
    {
        double excess = 0;
        double least = double.MaxValue;
        foreach ((double t, double d) in away)
        {
            double delay = d - (slope * t);
            excess += delay;
            least = Math.Min(least, delay);
        }

        excess -= away.Count > 0 ? least * away.Count : 0;
        double most = double.MinValue;
        foreach ((double t, double d) in back)
        {
            double delay = d - (slope * t);
            excess -= delay;
            most = Math.Max(most, delay);
        }

        return excess + (back.Count > 0 ? most * back.Count : 0);
    }

    private static double Span(List<(double T, double D)> points) =>
        points.Count == 0 ? 0 : points.Max(point => point.T) - points.Min(point => point.T);
}
