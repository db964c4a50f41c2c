using Gatehouse.Protocol.Timing;

namespace Gatehouse.Protocol.Tests.Timing;

public sealed class RetransmissionTests
{
    [Fact]
    public void Waits_double_up_to_the_bound_with_at_most_a_quarter_more()
    {
        Retransmission timer = new(TimeSpan.FromMinutes(5));
        RoundTrip roundTrip = new();
        Jitter jitter = new(1);
        double[] expected = [0.5, 1, 2, 3, 3, 3];
        TimeSpan now = TimeSpan.FromSeconds(10);
        foreach (double seconds in expected)
        {
            timer.Sent(now, roundTrip, jitter);
            Assert.InRange((timer.Due - now).TotalSeconds, seconds, seconds * 1.25);
            now = timer.Due;
        }

        Assert.Equal(expected.Length, timer.Tries);
        timer.Progress();
        timer.Wait(now, roundTrip, jitter);
        Assert.InRange((timer.Due - now).TotalSeconds, 0.5, 0.625);
    }

    [Fact]
    public void Wakes_at_the_deadline_when_it_comes_before_the_next_try()
    {
        Retransmission timer = new(TimeSpan.FromMilliseconds(100));
        timer.Sent(default, new RoundTrip(), new Jitter(1));
        Assert.Equal(TimeSpan.FromMilliseconds(100), timer.Wakeup);
    }

    [Fact]
    public void Postponing_moves_the_deadline_with_it()
    {
        Retransmission timer = new(TimeSpan.FromSeconds(5));
        timer.Postpone(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(100), new Jitter(1));
        Assert.InRange(timer.Due.TotalSeconds, 101, 126);
        Assert.Equal(timer.Due - TimeSpan.FromSeconds(1) + TimeSpan.FromSeconds(5), timer.Deadline);
    }

    [Fact]
    public void The_wait_follows_the_measured_round_trip_within_its_bounds()
    {
        RoundTrip roundTrip = new();
        Assert.Equal(RoundTrip.Initial, roundTrip.Timeout);
        roundTrip.Measure(TimeSpan.FromMilliseconds(100));
        Assert.Equal(300, roundTrip.Timeout.TotalMilliseconds, tolerance: 0.001);
        for (int i = 0; i < 100; i++)
        {
            roundTrip.Measure(TimeSpan.FromMilliseconds(100));
        }

        Assert.InRange(roundTrip.Timeout.TotalMilliseconds, 100, 101);
        roundTrip.Measure(TimeSpan.FromMinutes(1));
        Assert.Equal(RoundTrip.Longest, roundTrip.Timeout);
        RoundTrip near = new();
        near.Measure(TimeSpan.Zero);
        Assert.Equal(RoundTrip.Shortest, near.Timeout);
    }

    [Fact]
    public void Jitter_is_the_same_for_the_same_seed_and_spread_over_its_range()
    {
        Jitter one = new(5);
        Jitter other = new(5);
        double[] drawn = [.. Enumerable.Range(0, 1_000).Select(_ => one.Next())];
        Assert.All(drawn, number => Assert.Equal(number, other.Next()));
        Assert.All(drawn, number => Assert.InRange(number, 0, 0.9999999999999999));
        Assert.InRange(drawn.Average(), 0.45, 0.55);
        Assert.NotEqual(drawn[0], new Jitter(6).Next());
    }
}
