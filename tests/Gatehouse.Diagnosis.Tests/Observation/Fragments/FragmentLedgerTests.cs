using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Observation.Fragments;

public sealed class FragmentLedgerTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";

    [Fact]
    public void Puts_a_datagram_together_in_any_order()
    {
        IReadOnlyList<byte[]> pieces = Pieces(3_000, identification: 7);
        RecordingSink sink = new();
        sink.At(0, pieces[2]).At(0.001, pieces[0]).At(0.002, pieces[1]).End();

        FragmentedDatagram datagram = Assert.Single(sink.Fragments);
        Assert.True(datagram is { IsComplete: true, IsOutOfOrder: true, HasOverlap: false });
        Assert.Equal((1L, 3_000), (sink.Udp[0].FromClient.Datagrams, sink.Udp[0].FromClient.LargestPayload));
    }

    [Fact]
    public void Knows_from_the_first_fragment_how_long_the_whole_is_and_what_begins_in_it()
    {
        byte[] payload = [1, 2, 3, 4, .. "<data><i n=\"a\">b</i>"u8, .. new byte[2_000]];
        IReadOnlyList<byte[]> pieces = PacketBuilder.Fragment(PacketBuilder.Udp(Client, 51_000, Server, 9029, payload, identification: 7), 1_500);
        RecordingSink sink = new();
        sink.At(0, pieces[0]).At(40, Small()).End();

        FragmentedDatagram datagram = Assert.Single(sink.Udp.SelectMany(conversation => conversation.Incomplete));
        Assert.Equal((payload.Length + 8, 4), (datagram.UdpLength, datagram.XmlOffset));
        Assert.Equal([(1480, null)], datagram.Missing());
        Assert.InRange(datagram.SilenceAfter, 39L * 1_000_000_000, 41L * 1_000_000_000);
    }

    [Fact]
    public void Takes_copies_for_copies_also_behind_the_end()
    {
        IReadOnlyList<byte[]> pieces = Pieces(2_000, identification: 7);
        RecordingSink sink = new();
        sink.At(0, pieces[0]).At(0, pieces[0]).At(0.001, pieces[1]).At(0.001, pieces[1]).End();

        FragmentedDatagram datagram = Assert.Single(sink.Fragments);
        Assert.Equal((true, 2), (datagram.IsComplete, datagram.Duplicates));
        Assert.Equal(1, sink.Udp[0].FromClient.Datagrams);
    }

    [Fact]
    public void Does_not_trust_pieces_that_overlap()
    {
        IReadOnlyList<byte[]> wide = PacketBuilder.Fragment(Datagram(2_000, 7), 1_500);
        IReadOnlyList<byte[]> narrow = PacketBuilder.Fragment(Datagram(2_000, 7), 1_020);
        RecordingSink sink = new();
        sink.At(0, wide[0]).At(0.001, narrow[1]).At(0.002, narrow[2]).End();

        Assert.True(Assert.Single(sink.Fragments) is { HasOverlap: true, IsComplete: false });
        Assert.Equal(0, sink.Udp[0].FromClient.Datagrams);
    }

    [Fact]
    public void Begins_anew_when_an_identification_comes_back()
    {
        IReadOnlyList<byte[]> first = Pieces(2_000, identification: 7);
        IReadOnlyList<byte[]> second = PacketBuilder.Fragment(Datagram(2_500, 7), 1_500);
        RecordingSink sink = new();
        sink.At(0, first[0]).At(0, first[1]);
        sink.At(10, second[0]).At(10, second[1]).End();

        Assert.Equal(2, sink.Fragments.Count(datagram => datagram.IsComplete));
    }

    [Fact]
    public void Does_not_add_to_a_datagram_that_was_given_up_long_ago()
    {
        IReadOnlyList<byte[]> pieces = Pieces(2_000, identification: 7);
        RecordingSink sink = new();
        sink.At(0, pieces[0]).At(40, pieces[1]).End();

        Assert.Equal([false, false], sink.Fragments.Select(datagram => datagram.IsComplete));
    }

    [Fact]
    public void Gives_up_after_the_time_a_receiver_would_wait()
    {
        RecordingSink sink = new();
        sink.At(0, Pieces(2_000, identification: 7)[0]);
        for (int i = 1; i < 512; i++)
        {
            sink.At(i * 0.1, Small());
        }

        FragmentedDatagram datagram = Assert.Single(sink.Fragments);
        Assert.False(datagram.IsComplete);
        Assert.True(datagram.SilenceAfter > FragmentLedger.Lifetime);
    }

    [Fact]
    public void Tells_a_piece_beyond_the_end_of_any_datagram_from_too_many_pieces()
    {
        byte[] piece = PacketBuilder.Udp(Client, 51_000, Server, 9029, new byte[600], identification: 7);
        piece[6] = 0x3F;
        piece[7] = 0xFF;
        RecordingSink sink = new();
        sink.At(0, Pieces(2_000, identification: 7)[0]).At(0.1, piece).At(60, Small()).End();

        FragmentedDatagram datagram = Assert.Single(sink.Fragments);
        Assert.True(datagram is { HasPieceBeyondEnd: true, HasTooManyPieces: false, IsComplete: false, Pieces.Count: 1 });
    }

    [Fact]
    public void Holds_no_more_datagrams_than_it_may()
    {
        RecordingSink sink = new();
        byte[] first = Pieces(2_000, identification: 7)[0];
        for (int i = 0; i < FragmentLedger.Capacity + 10; i++)
        {
            first[16] = (byte)(i >> 8);
            first[17] = (byte)i;
            first[18] = (byte)(i >> 16);
            sink.At(i * 0.0001, first);
        }

        Assert.Equal(10, sink.Fragments.Count);
        Assert.Equal(10, sink.End().Source.EvictedUnderPressure);
    }

    private static IReadOnlyList<byte[]> Pieces(int octets, ushort identification) =>
        PacketBuilder.Fragment(Datagram(octets, identification), octets > 2_000 ? 1_220 : 1_500);

    private static byte[] Datagram(int octets, ushort identification) =>
        PacketBuilder.Udp(Client, 51_000, Server, 9029, new byte[octets], identification: identification);

    private static byte[] Small() => PacketBuilder.Udp("10.0.3.60", 40_000, Server, 9029, new byte[10]);
}
