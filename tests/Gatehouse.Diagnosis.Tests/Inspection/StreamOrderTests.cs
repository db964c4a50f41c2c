using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Diagnosis.Tests.Inspection;

public sealed class StreamOrderTests
{
    private readonly StreamOrder<string> _order = new();

    [Fact]
    public void Hands_out_in_the_order_of_numbers()
    {
        _order.Add(2, "two");
        _order.Add(1, "one");
        Assert.Empty(TakeAll());

        _order.Add(0, "zero");
        Assert.Equal(["zero", "one", "two"], TakeAll());
    }

    [Fact]
    public void Waits_for_nothing_that_is_not_listed()
    {
        _order.Add(1, "one");
        _order.Add(0, null);

        Assert.Equal(["one"], TakeAll());
    }

    [Fact]
    public void Holds_back_no_more_than_its_limit()
    {
        for (int number = 1; number <= StreamOrder<string>.MostHeldBack; number++)
        {
            _order.Add(number, $"{number}");
        }

        Assert.Empty(TakeAll());
        _order.Add(StreamOrder<string>.MostHeldBack + 1, "last");

        Assert.Equal(StreamOrder<string>.MostHeldBack + 1, TakeAll().Count);
        _order.Add(0, "late");
        Assert.Equal(["late"], TakeAll());
    }

    [Fact]
    public void Holds_back_nothing_at_the_end()
    {
        _order.Add(7, "seven");
        _order.Add(3, "three");
        _order.Complete();

        Assert.Equal(["three", "seven"], TakeAll());
    }

    private List<string> TakeAll()
    {
        List<string> taken = [];
        while (_order.TryTake(out string? item))
        {
            taken.Add(item);
        }

        return taken;
    }
}
