using Gatehouse.Cli.Commands.Storms;

namespace Gatehouse.Cli.Tests.Commands.Storms;

public sealed class ArrivalTests
{
    [Theory]
    [InlineData("all", 0)]
    [InlineData("ramp:2.5", 2.5)]
    [InlineData("nine-oclock:60", 60)]
    [InlineData("steady:20", 20)]
    public void Reads_what_help_shows(string text, double seconds)
    {
        Assert.True(Arrival.TryParse(text, out Arrival arrival));
        Assert.Equal(seconds, arrival.Length.TotalSeconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ramp")]
    [InlineData("ramp:0")]
    [InlineData("ramp:-1")]
    [InlineData("ramp:1e9")]
    [InlineData("noon:5")]
    [InlineData("steady")]
    [InlineData("all:5")]
    public void Rejects_anything_else(string text) => Assert.False(Arrival.TryParse(text, out _));

    [Fact]
    public void Nine_oclock_has_most_in_the_middle()
    {
        Assert.True(Arrival.TryParse("nine-oclock:90", out Arrival arrival));

        TimeSpan[] moments = arrival.Moments(9_000, new Random(1));

        int middle = moments.Count(moment => moment.TotalSeconds is >= 30 and < 60);
        Assert.InRange(middle, 5_500, 7_000);
        Assert.Equal(moments.Order(), moments);
        Assert.InRange(moments[^1].TotalSeconds, 60, 90);
    }

    [Fact]
    public void A_ramp_is_even()
    {
        Assert.True(Arrival.TryParse("ramp:10", out Arrival arrival));

        Assert.Equal([0, 2.5, 5, 7.5], arrival.Moments(4, new Random(1)).Select(moment => moment.TotalSeconds));
    }

    [Fact]
    public void Steady_is_even_however_many_begin()
    {
        const long Many = 1_000_000_000_000;
        Assert.True(Arrival.TryParse("steady:20", out Arrival arrival));

        Assert.Equal([0, 5, 10, 15], Enumerable.Range(0, 4).Select(number => arrival.Even(number, 4).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(10), arrival.Even(Many / 2, Many));
    }
}
