using Gatehouse.Server.Hosting;

namespace Gatehouse.Server.Tests.Hosting;

public sealed class LineQuotaTests
{
    private readonly TestClock _clock = new();
    private readonly LineQuota _quota;

    public LineQuotaTests() => _quota = new LineQuota(_clock);

    [Fact]
    public void What_is_not_told_is_counted_and_told_with_the_first_of_a_later_window()
    {
        UseUp();
        Assert.Equal((false, 0), _quota.Count("kind"));
        Assert.Equal((true, 0), _quota.Count("another"));

        _clock.Pass(LineQuota.Window);
        Assert.Equal((true, 1), _quota.Count("kind"));
    }

    [Fact]
    public void A_clock_that_is_set_back_silences_nothing()
    {
        UseUp();

        _clock.Advance(TimeSpan.FromDays(-1));
        _clock.Pass(LineQuota.Window);
        Assert.Equal((true, 0), _quota.Count("kind"));
    }

    private void UseUp()
    {
        for (int line = 0; line < LineQuota.MaxLines; line++)
        {
            Assert.Equal((true, 0), _quota.Count("kind"));
        }
    }
}
