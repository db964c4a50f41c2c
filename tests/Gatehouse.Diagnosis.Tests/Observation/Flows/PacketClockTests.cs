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

        Assert.Equal(0, clock.Now);
    }

    [Fact]
    public void Counts_a_long_silence_no_further_than_its_longest_step()
    {
        PacketClock clock = Started();

        Assert.Equal(PacketClock.LongestStep, clock.Advance(new Timestamp(Start + (3_600 * Second))));
        Assert.Equal(PacketClock.LongestStep + Second, clock.Advance(new Timestamp(Start + (3_601 * Second))));
        Assert.Equal(0, clock.Leaps);
    }

    [Fact]
    public void Does_not_count_the_distance_between_the_clocks_of_two_interfaces()
    {
        PacketClock clock = Started();
        for (int i = 0; i < 1_000; i++)
        {
            clock.Advance(new Timestamp(Start + (i * Second / 100) + (i % 2 * 37 * Second)), i % 2);
        }

        Assert.Equal((999 - 1) * Second / 100, clock.Now);
        Assert.Equal(0, clock.Leaps);
    }

    [Fact]
    public void Counts_the_distance_between_two_clocks_in_one_file_once()
    {
        PacketClock clock = Started();
        for (int i = 0; i < 1_000; i++)
        {
            clock.Advance(new Timestamp(Start + (i * Second / 100) + (i % 2 * 37 * Second)));
        }

        Assert.InRange(clock.Now, 37 * Second, 48 * Second);
        Assert.Equal(1, clock.Leaps);
    }

    [Fact]
    public void Takes_the_time_of_an_agreeing_interface_for_its_own()
    {
        PacketClock clock = Started();

        Assert.Equal(2 * Second, clock.Advance(new Timestamp(Start + (2 * Second)), 1));
        Assert.Equal(62 * Second, clock.Advance(new Timestamp(Start + (62 * Second)), 1));
        Assert.Equal(63 * Second, clock.Advance(new Timestamp(Start + (63 * Second))));
    }

    [Fact]
    public void Lets_no_time_pass_when_the_clock_is_set_from_1970()
    {
        PacketClock clock = new();
        clock.Advance(new Timestamp(20 * Second));
        clock.Advance(new Timestamp(25 * Second));

        Assert.Equal(5 * Second, clock.Advance(new Timestamp(Start)));
        Assert.Equal(6 * Second, clock.Advance(new Timestamp(Start + Second)));
        Assert.Equal(1, clock.Leaps);
    }

    [Fact]
    public void Goes_on_from_a_clock_that_was_set_back()
    {
        PacketClock clock = Started();
        clock.Advance(new Timestamp(Start + (10 * Second)));

        Assert.Equal(10 * Second, clock.Advance(new Timestamp(Start - (3_600 * Second))));
        Assert.Equal(40 * Second, clock.Advance(new Timestamp(Start - (3_570 * Second))));
        Assert.Equal(1, clock.Leaps);
    }

    [Fact]
    public void Keeps_apart_no_more_clocks_than_it_may_and_never_runs_backwards()
    {
        PacketClock clock = Started();
        long last = 0;
        for (int i = 0; i < 10 * PacketClock.MostFaces; i++)
        {
            clock.Advance(new Timestamp(Start + (i * 7_919L % 61 * 100_000 * Second)), i % 40);
            Assert.InRange(clock.Now, last, last + PacketClock.LongestStep);
            last = clock.Now;
        }
    }

    private static PacketClock Started()
    {
        PacketClock clock = new();
        clock.Advance(new Timestamp(Start));
        return clock;
    }
}
