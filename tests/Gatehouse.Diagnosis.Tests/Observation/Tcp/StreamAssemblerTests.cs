using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Tests.Observation.Tcp;

public sealed class StreamAssemblerTests : IStreamConsumer
{
    private readonly List<byte> _octets = [];
    private readonly OctetBudget _budget = new(1024 * 1024);
    private bool _wantsMore = true;

    [Theory]
    [InlineData(1000u)]
    [InlineData(uint.MaxValue - 3)]
    public void Puts_segments_in_order(uint start)
    {
        StreamAssembler assembler = new(start, this, _budget);

        Take(assembler, start, 4, 5, 6);
        Take(assembler, start, 8, 9);
        Take(assembler, start, 1, 2, 3);
        Take(assembler, start, 7);

        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], _octets);
    }

    [Fact]
    public void Delivers_octets_of_overlapping_segments_once()
    {
        StreamAssembler assembler = new(1000, this, _budget);

        Take(assembler, 1000, 1, 2, 3);
        Take(assembler, 1000, 2, 3, 4, 5);
        Take(assembler, 1000, 4, 5, 6);

        Assert.Equal([1, 2, 3, 4, 5, 6], _octets);
    }

    [Fact]
    public void Gives_up_when_too_many_segments_wait()
    {
        StreamAssembler assembler = new(0, this, _budget);
        for (int i = 0; i < StreamAssembler.MostWaiting; i++)
        {
            assembler.Take((uint)(10 + (2 * i)), [1], isCut: false, frame: 1);
            Assert.False(assembler.IsClosed);
        }

        assembler.Take(5, [1], isCut: false, frame: 1);

        Assert.True(assembler.IsClosed);
        Assert.Empty(_octets);
    }

    [Fact]
    public void Gives_up_when_too_many_octets_wait()
    {
        StreamAssembler assembler = new(0, this, _budget);

        assembler.Take(10, new byte[StreamAssembler.MostWaitingOctets], isCut: false, frame: 1);
        Assert.False(assembler.IsClosed);
        assembler.Take(5, [1], isCut: false, frame: 1);

        Assert.True(assembler.IsClosed);
    }

    [Fact]
    public void Gives_up_when_all_streams_together_let_too_much_wait()
    {
        OctetBudget budget = new(StreamAssembler.CostOfCopy + 100);
        StreamAssembler first = new(0, this, budget);
        StreamAssembler second = new(0, this, budget);

        first.Take(10, new byte[50], isCut: false, frame: 1);
        second.Take(10, new byte[50], isCut: false, frame: 1);

        Assert.Equal((false, true), (first.IsClosed, second.IsClosed));
    }

    [Fact]
    public void Gives_back_what_waited_when_it_is_delivered_or_given_up()
    {
        StreamAssembler assembler = new(0, this, _budget);
        assembler.Take(10, new byte[50], isCut: false, frame: 1);
        assembler.Take(5, new byte[2], isCut: false, frame: 1);
        Assert.Equal(52 + (2 * StreamAssembler.CostOfCopy), _budget.Held);

        assembler.Take(0, new byte[5], isCut: false, frame: 1);
        Assert.Equal(50 + StreamAssembler.CostOfCopy, _budget.Held);
        assembler.Close();

        Assert.Equal(0, _budget.Held);
    }

    [Fact]
    public void Stops_behind_a_segment_that_was_cut()
    {
        StreamAssembler assembler = new(0, this, _budget);

        assembler.Take(0, [1, 2], isCut: true, frame: 1);
        assembler.Take(2, [3], isCut: false, frame: 2);

        Assert.Equal([1, 2], _octets);
        Assert.True(assembler.IsClosed);
    }

    [Fact]
    public void Stops_when_nobody_wants_more()
    {
        _wantsMore = false;
        StreamAssembler assembler = new(0, this, _budget);

        assembler.Take(0, [1], isCut: false, frame: 1);
        assembler.Take(1, [2], isCut: false, frame: 2);

        Assert.Equal([1], _octets);
    }

    public bool Consume(ReadOnlySpan<byte> octets, long frame)
    {
        _octets.AddRange(octets);
        return _wantsMore;
    }

    /// <summary>Octets named by their place in the stream, from 1.</summary>
    private static void Take(StreamAssembler assembler, uint start, params byte[] octets) =>
        assembler.Take(start + octets[0] - 1, octets, isCut: false, frame: 1);
}
