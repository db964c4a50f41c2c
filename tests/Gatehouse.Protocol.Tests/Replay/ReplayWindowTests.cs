using Gatehouse.Protocol.Replay;

namespace Gatehouse.Protocol.Tests.Replay;

public sealed class ReplayWindowTests
{
    [Fact]
    public void Takes_each_number_once_in_any_order_within_the_window()
    {
        ReplayWindow window = default;
        Random random = new(1);
        ulong[] numbers = [.. Enumerable.Range(1, ReplayWindow.Width).Select(number => (ulong)number)];
        random.Shuffle(numbers);

        Assert.All(numbers, number => Assert.True(window.TryTake(number)));
        Assert.All(numbers, number => Assert.False(window.TryTake(number)));
        Assert.Equal((ulong)ReplayWindow.Width, window.Highest);
    }

    [Fact]
    public void Refuses_what_is_older_than_the_window_and_zero()
    {
        ReplayWindow window = default;
        Assert.False(window.TryTake(0));
        Assert.True(window.TryTake(1_000));
        Assert.True(window.TryTake(1_000 - ReplayWindow.Width + 1));
        Assert.False(window.TryTake(1_000 - ReplayWindow.Width));
    }

    [Fact]
    public void Forgets_nothing_that_matters_after_a_leap_to_the_last_number()
    {
        ReplayWindow window = default;
        Assert.True(window.TryTake(1));
        Assert.True(window.TryTake(ulong.MaxValue));
        Assert.False(window.TryTake(ulong.MaxValue));
        Assert.False(window.TryTake(1));
        Assert.True(window.TryTake(ulong.MaxValue - 1));
    }

    [Fact]
    public void Agrees_with_a_set_over_random_histories()
    {
        Random random = new(2);
        ReplayWindow window = default;
        HashSet<ulong> taken = [];
        ulong highest = 0;
        for (int step = 0; step < 20_000; step++)
        {
            ulong number = (ulong)Math.Max(1, (long)highest + random.Next(-200, 40));
            bool expected = (number > highest || highest - number < ReplayWindow.Width) && taken.Add(number);
            highest = Math.Max(highest, expected ? number : 0);
            Assert.Equal(expected, window.TryTake(number));
        }
    }
}
