using Gatehouse.Diagnosis.Paths.Clocks;

namespace Gatehouse.Diagnosis.Tests.Paths.Clocks;

/// <summary>Clocks compared over a path made up by the test: a known delay, queueing, and a known truth.</summary>
public sealed class ClockEstimatorTests
{
    private const long Second = 1_000_000_000;
    private const long Delay = 3_000_000;

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_234_567, 20)]
    [InlineData(-5 * Second, -80)]
    [InlineData(31_557_600L * Second, 20)]
    public void Queueing_does_not_hide_offset_and_drift(long offset, double driftPpm)
    {
        ClockFit fit = ClockEstimator.Estimate(Points(offset, driftPpm, 300, bothWays: true), 0, 1)!.Value;

        Assert.InRange(fit.Offset, offset - 1_000_000, offset + 1_000_000);
        Assert.InRange(fit.Drift * 1e6, driftPpm - 5, driftPpm + 5);
        Assert.InRange(fit.Uncertainty, 0, 2 * Delay);
    }

    [Fact]
    public void Packets_of_one_direction_give_a_bound_and_say_so()
    {
        ClockFit fit = ClockEstimator.Estimate(Points(7 * Second, 0, 50, bothWays: false), 0, 1)!.Value;

        Assert.False(fit.IsTwoWay);
        Assert.InRange(7 * Second, fit.Offset - fit.Uncertainty, fit.Offset);
    }

    [Fact]
    public void Nobody_need_say_which_comes_first()
    {
        List<ClockPoint> points = Points(7 * Second, 0, 50, bothWays: true);

        Assert.True(ClockEstimator.Estimate(points, 0, 0)!.Value.Gap > 0);
        Assert.True(ClockEstimator.Estimate([.. points.Select(point => point with { IsToServer = !point.IsToServer })], 0, 0)!.Value.Gap < 0);
    }

    [Fact]
    public void A_few_wrong_pairs_do_no_harm()
    {
        List<ClockPoint> points = Points(7 * Second, 0, 50, bothWays: true);
        points.Add(new ClockPoint(3 * Second, 4_000 * Second, true));
        points.Add(new ClockPoint(9 * Second, -90_000 * Second, false));

        Assert.InRange(ClockEstimator.Estimate(points, 0, 1)!.Value.Offset, (7 * Second) - 1_000_000, (7 * Second) + 1_000_000);
    }

    [Fact]
    public void Nothing_shared_tells_nothing() => Assert.Null(ClockEstimator.Estimate([], 0, 1));

    private static List<ClockPoint> Points(long offset, double driftPpm, int count, bool bothWays)
    {
        Random random = new(4711);
        List<ClockPoint> points = [];
        for (int i = 0; i < count; i++)
        {
            bool isToServer = !bothWays || i % 2 == 0;
            long time = i * Second;
            long queued = (long)(-Math.Log(1 - random.NextDouble()) * 400_000);
            long way = isToServer ? Delay + queued : -Delay - queued;
            points.Add(new ClockPoint(time, offset + (long)(time * driftPpm * 1e-6) + way, isToServer));
        }

        return points;
    }
}
