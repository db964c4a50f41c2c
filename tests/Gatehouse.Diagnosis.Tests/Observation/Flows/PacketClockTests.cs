using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;

namespace Gatehouse.Diagnosis.Tests.Observation.Flows;

public sealed class PacketClockTests
{
    private const long Second = Timestamp.PerSecond;
    private const long Start = 1_700_000_000 * Second;

    [Fact]
    public void Follows_the_packets()
    {
        PacketClock clock = Started();

        Assert.Equal(3 * Second, clock.Advance(new Timestamp(Start + (3 * Second))));
        Assert.Equal(0, clock.Leaps);
    }

    [Fact]
    public void Stands_still_while_packets_are_out_of_order_and_measures_from_the_youngest()
    {
        PacketClock clock = Started();
        clock.Advance(new Timestamp(Start + (4 * Second)));

        Assert.Equal(4 * Second, clock.Advance(new Timestamp(Start + (2 * Second))));
        Assert.Equal(5 * Second, clock.Advance(new Timestamp(Start + (5 * Second))));
        Assert.Equal(0, clock.Leaps);
    }

    [Theory]
    [InlineData(-Start)]
    [InlineData(-86_400 * Second)]
    [InlineData(3 * 365 * 86_400 * Second)]
    public void Never_takes_a_leap_for_silence(long leap)
    {
        PacketClock clock = Started();

        clock.Advance(new Timestamp(Start + leap));

        Assert.InRange(clock.Now, 0, PacketClock.LongestStep);
        Assert.Equal(1, clock.Leaps);
        Assert.Equal(clock.Now + Second, clock.Advance(new Timestamp(Start + leap + Second)));
    }

    [Fact]
    public void Survives_the_ends_of_time()
    {
        PacketClock clock = new();
        clock.Advance(new Timestamp(long.MinValue + 1));
        clock.Advance(new Timestamp(long.MaxValue));
        clock.Advance(new Timestamp(long.MinValue + 1));
        clock.Advance(Timestamp.None);

        Assert.Equal(PacketClock.LongestStep, clock.Now);
    }

    private static PacketClock Started()
    {
        PacketClock clock = new();
        clock.Advance(new Timestamp(Start));
        return clock;
    }
}
