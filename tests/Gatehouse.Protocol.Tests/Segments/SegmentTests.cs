using Gatehouse.Protocol.Segments;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Tests.Segments;

public sealed class SegmentTests
{
    private static readonly Guid Exchange = new("00112233-4455-6677-8899-aabbccddeeff");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(960, 1)]
    [InlineData(961, 2)]
    [InlineData(MessageBody.MaxOctets, MessageBody.MaxSegments)]
    public void Comes_together_again_in_any_order_however_often_each_comes(int octets, int segments)
    {
        byte[] body = Noise(octets);
        MessageBody encoded = MessageBody.Encode(body);
        Assert.Equal(segments, encoded.SegmentCount);

        int[] order = [.. Enumerable.Range(0, segments), .. Enumerable.Range(0, segments)];
        new Random(1).Shuffle(order);
        SegmentAssembler assembler = new();
        int added = order.Count(index => assembler.Add(Header(encoded, index), encoded.Segment(index)));

        Assert.Equal(segments, added);
        Assert.True(assembler.TryTake(out byte[] taken));
        Assert.Equal(body, taken);
        Assert.True(assembler.IsComplete);
        Assert.Equal(0, assembler.Octets);
    }

    [Fact]
    public void Is_compressed_only_when_that_makes_fewer_segments()
    {
        Assert.False(MessageBody.Encode(new byte[960]).IsCompressed);
        Assert.True(MessageBody.Encode(new byte[961]).IsCompressed);
        Assert.False(MessageBody.Encode(Noise(5_000)).IsCompressed);
    }

    [Fact]
    public void Another_encoding_replaces_what_was_held()
    {
        MessageBody old = MessageBody.Encode(Noise(3_000));
        MessageBody young = MessageBody.Encode(Noise(2_000));
        SegmentAssembler assembler = new();
        assembler.Add(Header(old, 0), old.Segment(0));
        assembler.Add(Header(young, 0), young.Segment(0));
        assembler.Add(Header(young, 1), young.Segment(1));
        assembler.Add(Header(young, 2), young.Segment(2));

        Assert.True(assembler.TryTake(out byte[] body));
        Assert.Equal(Noise(2_000), body);
    }

    [Fact]
    public void A_body_that_is_not_what_it_claims_is_refused_and_forgotten()
    {
        MessageBody bomb = MessageBody.Encode(new byte[100_000]);
        foreach (int claimed in (int[])[0, 1, 99_999, 100_001, MessageBody.MaxOctets])
        {
            SegmentAssembler assembler = new();
            assembler.Add(Header(bomb, 0) with { RawLength = claimed }, bomb.Segment(0));
            Assert.False(assembler.TryTake(out _));
            Assert.False(assembler.IsComplete);
        }

        SegmentAssembler wrong = new();
        wrong.Add(Header(bomb, 0) with { Digest = 1 }, bomb.Segment(0));
        Assert.False(wrong.TryTake(out _));
    }

    [Fact]
    public void A_header_that_claims_much_costs_no_memory()
    {
        SegmentAssembler assembler = new();
        assembler.Add(new SegmentHeader(Exchange, SegmentFlags.None, 0, MessageBody.MaxSegments, MessageBody.MaxOctets, 1), new byte[960]);
        Assert.Equal(960, assembler.Octets);
    }

    [Fact]
    public void A_segment_reads_back_and_is_refused_at_every_truncation_of_its_header()
    {
        byte[] content = Segment(new SegmentHeader(Exchange, SegmentFlags.Compressed, 1, 2, 1_500, 0x1122334455667788), 7);
        Assert.True(SegmentHeader.TryRead(content, out SegmentHeader header, out ReadOnlySpan<byte> octets));
        Assert.Equal(new SegmentHeader(Exchange, SegmentFlags.Compressed, 1, 2, 1_500, 0x1122334455667788), header);
        Assert.Equal(7, octets.Length);
        for (int length = 0; length <= SegmentHeader.Length; length++)
        {
            Assert.False(SegmentHeader.TryRead(content.AsSpan(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData(0, 0, 10, 10)]
    [InlineData(2, 2, 10, 10)]
    [InlineData(0, MessageBody.MaxSegments + 1, 10, 960)]
    [InlineData(0, 1, -1, 10)]
    [InlineData(0, 1, MessageBody.MaxOctets + 1, 10)]
    [InlineData(0, 2, 10, 959)]
    [InlineData(1, 2, 10, 0)]
    [InlineData(0, 1, 10, 961)]
    public void Contradictory_numbers_are_refused(int index, int count, int rawLength, int octets) =>
        Assert.False(SegmentHeader.TryRead(Segment(new SegmentHeader(Exchange, SegmentFlags.None, index, count, rawLength, 1), octets), out _, out _));

    [Fact]
    public void A_receipt_reads_back_and_nothing_shorter_or_longer_does()
    {
        SegmentSet held = new(11);
        held.Add(0);
        held.Add(10);
        byte[] content = new byte[SegmentReceipt.MaxLength];
        int length = new SegmentReceipt
        {
            Exchange = Exchange,
            Message = CheckMessage.Report,
            IsEvaluating = true,
            Digest = 5,
            Count = 11,
            Bitmap = held.Bitmap,
        }.Write(content);

        Assert.True(SegmentReceipt.TryRead(content.AsSpan(0, length), out SegmentReceipt receipt));
        Assert.Equal((Exchange, CheckMessage.Report, true, 5UL, 11), (receipt.Exchange, receipt.Message, receipt.IsEvaluating, receipt.Digest, receipt.Count));
        Assert.Equal([0x01, 0x04], receipt.Bitmap.ToArray());
        for (int cut = 0; cut <= content.Length; cut++)
        {
            Assert.Equal(cut == length, SegmentReceipt.TryRead(content.AsSpan(0, cut), out _));
        }
    }

    [Fact]
    public void Survives_mutations()
    {
        MessageBody body = MessageBody.Encode(new byte[5_000]);
        byte[] sample = [.. Segment(Header(body, 0), 0), .. body.Segment(0)];
        SegmentAssembler assembler = new();
        int read = 0;
        foreach (byte[] mutated in Mutations.Of(sample, 10_000, seed: 8))
        {
            SegmentReceipt.TryRead(mutated, out _);
            if (SegmentHeader.TryRead(mutated, out SegmentHeader header, out ReadOnlySpan<byte> octets))
            {
                read++;
                if (assembler.Add(header, octets) && assembler.IsComplete)
                {
                    assembler.TryTake(out _);
                    assembler = new SegmentAssembler();
                }
            }
        }

        Assert.InRange(read, 100, FuzzRuns.Count(10_000) - 1);
    }

    [Fact]
    public void A_flight_sends_at_most_sixteen_of_what_is_lacking_and_asks_with_the_last()
    {
        MessageBody body = MessageBody.Encode(Noise(40 * 960));
        SegmentFlight flight = new(body);
        flight.Begin();
        Assert.Equal(Enumerable.Range(0, 16), Indexes(flight));

        SegmentSet held = new(40);
        foreach (int index in Enumerable.Range(0, 38).Where(index => index != 3))
        {
            held.Add(index);
        }

        Assert.True(flight.Acknowledge(new SegmentReceipt { Exchange = Exchange, Message = CheckMessage.Report, Digest = body.Digest, Count = 40, Bitmap = held.Bitmap }));
        flight.Begin();
        Assert.Equal([3, 38, 39], Indexes(flight));

        // A node that knows nothing of it gets all again.
        Assert.False(flight.Acknowledge(new SegmentReceipt { Exchange = Exchange, Message = CheckMessage.Report }));
        flight.Begin();
        Assert.Equal(Enumerable.Range(0, 16), Indexes(flight));
    }

    private static List<int> Indexes(SegmentFlight flight)
    {
        List<int> sent = [];
        bool asked = false;
        while (flight.TryNext(out int index, out bool isLast))
        {
            Assert.False(asked);
            sent.Add(index);
            asked = isLast;
        }

        Assert.True(asked);
        return sent;
    }

    private static SegmentHeader Header(MessageBody body, int index) => new(
        Exchange, body.IsCompressed ? SegmentFlags.Compressed : SegmentFlags.None, index, body.SegmentCount, body.RawLength, body.Digest);

    private static byte[] Segment(SegmentHeader header, int octets)
    {
        byte[] content = new byte[SegmentHeader.Length + octets];
        header.Write(content);
        return content;
    }

    private static byte[] Noise(int octets)
    {
        byte[] noise = new byte[octets];
        new Random(octets).NextBytes(noise);
        return noise;
    }
}
