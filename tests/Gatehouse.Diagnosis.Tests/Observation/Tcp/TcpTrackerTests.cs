using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Observation.Tcp;

public sealed class TcpTrackerTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const byte Fin = 0x01;
    private const byte Syn = 0x02;
    private const byte Rst = 0x04;
    private const byte Ack = 0x10;

    private readonly RecordingSink _sink = new();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    public void Takes_a_burst_captured_twice_for_copies(ushort identification)
    {
        Open();
        byte[][] burst =
        [
            FromServer(Ack, 9_001, 500, identification),
            FromServer(Ack, 9_501, 500, (ushort)(identification + (identification == 0 ? 0 : 1))),
            FromServer(Rst | Ack, 10_001, 0, (ushort)(identification + (identification == 0 ? 0 : 2))),
        ];
        for (int i = 0; i < 2 * burst.Length; i++)
        {
            _sink.At(1 + (i * 0.000_01), burst[i % burst.Length]);
        }

        TcpDirection server = Only().FromServer;
        Assert.Equal((0, 0, 3), (server.PacketsAfterReset, server.Retransmissions, server.Duplicates));
        Assert.Equal((1_000L, 2_000L), (server.TurnOctets, server.PayloadOctets));
    }

    [Fact]
    public void Takes_a_SYN_and_a_plain_acknowledgment_captured_twice_for_copies()
    {
        byte[] syn = FromClient(Syn, 1_000, 0);
        byte[] acknowledgment = FromClient(Ack, 1_001, 0);
        _sink.At(0, syn).At(0.000_02, syn).At(0.1, acknowledgment).At(0.100_02, acknowledgment);

        TcpDirection client = Only().FromClient;
        Assert.Equal((1, 2, 4L), (client.Syns, client.Duplicates, client.Packets));
    }

    [Theory]
    [InlineData(100, 101, 0.000_5)]
    [InlineData(0, 0, 0.002)]
    [InlineData(100, 100, 0.03)]
    public void Takes_a_fast_retransmission_for_one(ushort first, ushort second, double seconds)
    {
        Open();
        _sink.At(1, FromServer(Ack, 9_001, 500, first)).At(1.000_1, FromServer(Ack, 9_501, 500, 200));
        _sink.At(1 + seconds, FromServer(Ack, 9_001, 500, second));

        Assert.Equal((1, 0), (Only().FromServer.Retransmissions, _sink.Tcp[0].FromServer.Duplicates));
    }

    [Fact]
    public void Counts_packets_behind_a_reset_whose_numbers_go_on()
    {
        Open();
        _sink.At(1, FromServer(Rst, 9_001, 0, 1)).At(1.1, FromServer(Ack, 9_001, 0, 2)).At(1.2, FromServer(Ack, 9_001, 500, 3));

        Assert.Equal(2, Only().FromServer.PacketsAfterReset);
    }

    [Fact]
    public void Takes_data_swapped_behind_a_reset_for_no_sign()
    {
        Open();
        _sink.At(1, FromServer(Rst | Ack, 9_501, 0, 2)).At(1.000_01, FromServer(Ack, 9_001, 500, 1));

        Assert.Equal(0, Only().FromServer.PacketsAfterReset);
    }

    [Fact]
    public void Adopts_a_SYN_captured_behind_its_answer()
    {
        _sink.At(0, FromServer(Syn | Ack, 9_000, 0, 1)).At(0.000_01, FromClient(Syn, 1_000, 0)).At(0.1, FromClient(Ack, 1_001, 300));

        TcpConversation conversation = Only();
        Assert.True(conversation is { OpeningSeen: true, IsEstablished: true, IsOneSided: false });
        Assert.Equal(1_000u, conversation.FromClient.FirstSequence);
    }

    [Fact]
    public void Opens_a_new_connection_for_a_SYN_that_an_answer_before_it_does_not_mean()
    {
        _sink.At(0, FromServer(Syn | Ack, 9_000, 0, 1)).At(1, FromClient(Syn, 70_000, 0)).End();

        Assert.Equal(2, _sink.Tcp.Count);
    }

    [Fact]
    public void Takes_the_last_packets_of_an_old_connection_for_no_one_sided_one()
    {
        _sink.At(0, FromServer(Fin | Ack, 9_001, 0, 1)).At(0.000_02, FromServer(Fin | Ack, 9_001, 0, 1)).At(0.1, FromServer(Rst, 9_002, 0, 2));

        Assert.False(Only().IsOneSided);
    }

    [Fact]
    public void Takes_payload_in_one_direction_for_a_one_sided_connection()
    {
        _sink.At(0, FromServer(Ack, 9_001, 500, 1));

        Assert.True(Only().IsOneSided);
    }

    [Fact]
    public void Takes_a_client_that_acknowledges_an_answer_nobody_captured_for_one_sided()
    {
        _sink.At(0, FromClient(Syn, 1_000, 0)).At(0.1, FromClient(Ack, 1_001, 0));

        Assert.True(Only().IsOneSided);
    }

    [Fact]
    public void Counts_what_was_cut_in_its_own_connection()
    {
        Open();
        _sink.Cut(1, FromServer(Ack, 9_001, 500, 1), 96);
        _sink.At(2, PacketBuilder.Tcp("10.0.3.60", 40_000, Server, 4343, Syn)).End();

        Assert.Equal([1L, 0L], _sink.Tcp.OrderBy(conversation => conversation.Stream).Select(conversation => conversation.CutPackets));
    }

    private void Open() => _sink.At(0, FromClient(Syn, 1_000, 0)).At(0.1, FromServer(Syn | Ack, 9_000, 0, 50)).At(0.2, FromClient(Ack, 1_001, 0));

    private TcpConversation Only() => Assert.Single(_sink.End().Tcp);

    private static byte[] FromClient(byte flags, uint sequence, int octets) =>
        PacketBuilder.Tcp(Client, 50_000, Server, 4343, flags, sequence, (flags & Ack) != 0 ? 9_001u : 0, new byte[octets]);

    private static byte[] FromServer(byte flags, uint sequence, int octets, ushort identification) =>
        PacketBuilder.Tcp(Server, 4343, Client, 50_000, flags, sequence, 1_001, new byte[octets], identification: identification);
}
