namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>Sets every clock against the first capture's, directly or by way of others.</summary>
internal static class ClockAligner
{
    /// <summary>Finds the clock of each vantage point that can be reached through shared packets.</summary>
    public static void Align(IReadOnlyList<VantagePoint> points, SharedPacketTable shared)
    {
        long origin = points[0].Index.From == long.MaxValue ? 0 : points[0].Index.From;
        points[0].Clock = new ClockFit(origin, 0, 0, 0) { IsTwoWay = true };
        while (Next(points, shared) is var (from, to))
        {
            SharedPackets pair = shared.Of(Math.Min(from.Number, to.Number), Math.Max(from.Number, to.Number))!;
            bool isForward = from.Number < to.Number;
            ClockPoint[] seen = [.. pair.Points.Select(point => ByReference(point, from, isForward))];
            int nearer = Math.Sign(pair.FirstNearer - pair.SecondNearer) * (isForward ? 1 : -1);
            if (ClockEstimator.Estimate(seen, origin, nearer) is not { } fit)
            {
                return;
            }

            to.Clock = fit with { Uncertainty = fit.Uncertainty + from.Clock!.Value.Uncertainty };
        }
    }

    /// <summary>Of the pairs with one clock known and one not, the one that shares the most packets.</summary>
    private static (VantagePoint From, VantagePoint To)? Next(IReadOnlyList<VantagePoint> points, SharedPacketTable shared)
    {
        (VantagePoint From, VantagePoint To)? next = null;
        long most = 0;
        foreach (VantagePoint from in points.Where(point => point.Clock is not null))
        {
            foreach (VantagePoint to in points.Where(point => point.Clock is null))
            {
                long count = shared.Of(Math.Min(from.Number, to.Number), Math.Max(from.Number, to.Number))?.Count ?? 0;
                if (count > most)
                {
                    most = count;
                    next = (from, to);
                }
            }
        }

        return next;
    }

    private static ClockPoint ByReference(ClockPoint point, VantagePoint from, bool isForward)
    {
        long time = isForward ? point.Time : point.Time + point.Difference;
        long other = isForward ? point.Time + point.Difference : point.Time;
        long reference = from.ToReference(time);
        return new ClockPoint(reference, other - reference, point.IsToServer);
    }
}
