using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;

namespace Gatehouse.Diagnosis.Tests.Observation.Flows;

public sealed class FlowTableTests
{
    private const long Second = Timestamp.PerSecond;
    private readonly List<int> _ended = [];

    [Fact]
    public void Lets_silent_flows_go_and_keeps_those_that_speak()
    {
        FlowTable<int, TestFlow> table = Table(capacity: 10, 5 * Second);
        TestFlow speaking = new(1);
        table.Add(speaking, 0);
        table.Add(new TestFlow(2), 0);
        table.Touch(speaking, 4 * Second);

        table.Sweep(6 * Second);

        Assert.Equal([2], _ended);
        Assert.True(table.TryGet(1, out _));
        Assert.Equal(0, table.EvictedUnderPressure);
    }

    [Fact]
    public void Never_holds_more_than_its_capacity_and_says_who_had_to_go()
    {
        FlowTable<int, TestFlow> table = Table(capacity: 3, 5 * Second);
        for (int i = 0; i < 10; i++)
        {
            table.Add(new TestFlow(i), i);
            Assert.InRange(table.Count, 1, 3);
        }

        Assert.Equal([0, 1, 2, 3, 4, 5, 6], _ended);
        Assert.Equal(7, table.EvictedUnderPressure);
    }

    [Fact]
    public void Lets_finished_flows_make_room_first_and_without_counting_them()
    {
        FlowTable<int, TestFlow> table = Table(capacity: 2, 900 * Second, 5 * Second);
        TestFlow finished = new(2);
        table.Add(new TestFlow(1), 0);
        table.Add(finished, 1);
        table.MoveTo(finished, 1);

        table.Add(new TestFlow(3), 2);

        Assert.Equal([2], _ended);
        Assert.Equal(0, table.EvictedUnderPressure);
    }

    [Fact]
    public void Keeps_no_more_in_a_queue_than_it_may_hold()
    {
        FlowTable<int, TestFlow> table = Table(capacity: 10, [new FlowQueue(900 * Second), new FlowQueue(5 * Second, Capacity: 2)]);
        for (int i = 0; i < 5; i++)
        {
            TestFlow flow = new(i);
            table.Add(flow, i);
            table.MoveTo(flow, 1);
        }

        Assert.Equal([0, 1, 2], _ended);
        Assert.Equal((2, 0L), (table.Count, table.EvictedUnderPressure));
    }

    [Fact]
    public void Ends_every_flow_once()
    {
        FlowTable<int, TestFlow> table = Table(capacity: 10, Second, Second);
        for (int i = 0; i < 6; i++)
        {
            TestFlow flow = new(i);
            table.Add(flow, i);
            if (i % 2 == 0)
            {
                table.MoveTo(flow, 1);
            }
        }

        table.EndAll();

        Assert.Equal([0, 1, 2, 3, 4, 5], _ended.Order());
        Assert.Equal(0, table.Count);
    }

    private FlowTable<int, TestFlow> Table(int capacity, params long[] idleLimits) =>
        Table(capacity, [.. idleLimits.Select(limit => new FlowQueue(limit))]);

    private FlowTable<int, TestFlow> Table(int capacity, FlowQueue[] queues) =>
        new(capacity, flow => flow.Key, queues, flow => _ended.Add(flow.Key));
}
