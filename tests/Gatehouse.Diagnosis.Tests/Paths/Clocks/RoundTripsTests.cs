using Gatehouse.Diagnosis.Paths.Clocks;

namespace Gatehouse.Diagnosis.Tests.Paths.Clocks;

public sealed class RoundTripsTests
{
    private const long Second = 1_000_000_000;
    private const long Gap = 40_000;

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(-100)]
    public void Drift_falls_out(int driftPpm) => Assert.InRange(RoundTrips.Middle(Pings(driftPpm))!.Value, Gap - 10, Gap + 10);

    [Fact]
    public void A_delayed_packet_does_not_move_the_middle()
    {
        ClockPoint[] points = Pings(0);
        points[4] = points[4] with { Difference = points[4].Difference + Second };

        Assert.Equal(Gap, RoundTrips.Middle(points));
    }

    [Fact]
    public void One_direction_alone_says_nothing() => Assert.Null(RoundTrips.Middle([.. Pings(0).Where(point => point.IsToServer)]));

    [Fact]
    public void Packets_far_apart_in_time_say_nothing() =>
        Assert.Null(RoundTrips.Middle([new ClockPoint(0, 0, IsToServer: true), new ClockPoint(Second, 0, IsToServer: false)]));

    /// <summary>A ping each second: there and, 50 µs later, back, with a clock that is an hour off.</summary>
    private static ClockPoint[] Pings(int driftPpm) =>
    [
        .. Enumerable.Range(0, 9).SelectMany(i => new[] { Point(i * Second, isToServer: true), Point((i * Second) + 50_000, isToServer: false) })
            .Select(point => point with { Difference = point.Difference + (long)(point.Time * driftPpm * 1e-6) }),
    ];

    private static ClockPoint Point(long time, bool isToServer) => new(time, (3_600 * Second) + (isToServer ? Gap / 2 : -Gap / 2), isToServer);
}
