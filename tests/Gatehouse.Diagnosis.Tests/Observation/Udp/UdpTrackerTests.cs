using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Observation.Udp;

public sealed class UdpTrackerTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";

    [Fact]
    public void Takes_a_reply_from_another_port_of_the_server_for_a_reply()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1)).At(0.1, PacketBuilder.Udp(Server, 9019, Client, 51_000, [9])).End();

        UdpConversation conversation = Assert.Single(sink.Udp);
        Assert.Equal((9029, 9019), (conversation.Server.Port, conversation.ReplyPort));
        Assert.Equal(2, conversation.Requests[0].AnswerFrame);
    }

    [Fact]
    public void Knows_a_request_that_is_sent_again()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1, 100)).At(5, Request(1, 101)).At(10, Request(1, 102)).At(11, Request(2, 103)).End();

        Assert.Equal([3, 1], sink.Udp[0].Requests.Select(request => request.Count));
        Assert.All(sink.Udp[0].Requests, request => Assert.Equal(0, request.AnswerFrame));
    }

    [Fact]
    public void Takes_every_request_of_a_dialogue_for_answered_also_one_that_is_made_again()
    {
        RecordingSink sink = new();
        byte[] contents = [1, 2, 1];
        for (int i = 0; i < contents.Length; i++)
        {
            sink.At(10 * i, Request(contents[i], (ushort)(100 + i)));
            sink.At((10 * i) + 0.1, PacketBuilder.Udp(Server, 9029, Client, 51_000, [9, (byte)i], identification: (ushort)(900 + i)));
        }

        Assert.Equal([6, 4], sink.End().Udp[0].Requests.Select(request => request.AnswerFrame));
    }

    [Fact]
    public void Takes_the_same_packet_captured_twice_for_one()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1, 100)).At(0.000_01, Request(1, 100)).End();

        Assert.Equal(1, Assert.Single(sink.Udp[0].Requests).Count);
    }

    [Fact]
    public void Takes_copies_without_identification_for_one_also_in_a_burst()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1)).At(0.000_01, Request(2)).At(0.000_05, Request(1)).At(0.000_06, Request(2));
        sink.At(0.001, Reply(9)).At(0.001_02, Reply(9)).End();

        Assert.Equal([1, 1], sink.Udp[0].Requests.Select(request => request.Count));
        Assert.Equal((2L, 1L), (sink.Udp[0].FromClient.Datagrams, sink.Udp[0].FromServer.Datagrams));
    }

    [Theory]
    [InlineData(0, 0.01)]
    [InlineData(7, 0.03)]
    public void Takes_equal_datagrams_that_lie_further_apart_for_two(ushort identification, double second)
    {
        RecordingSink sink = new();
        sink.At(0, Request(1, identification)).At(second, Request(1, identification)).End();

        Assert.Equal(2, Assert.Single(sink.Udp[0].Requests).Count);
    }

    [Fact]
    public void Counts_what_was_cut_in_its_own_conversation()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1, 100)).Cut(1, Request(2, 101), 46).At(2, PacketBuilder.Udp("10.0.3.60", 40_000, Server, 9029, [1])).End();

        Assert.Equal([1L, 0L], sink.Udp.OrderBy(conversation => conversation.Stream).Select(conversation => conversation.CutDatagrams));
    }

    [Fact]
    public void Knows_that_the_clock_leapt_while_it_lasted()
    {
        RecordingSink sink = new();
        sink.At(100, Request(1, 100)).At(0, Request(2, 101)).At(1, PacketBuilder.Udp("10.0.3.60", 40_000, Server, 9029, [1])).End();

        Assert.Equal([true, false], sink.Udp.OrderBy(conversation => conversation.Stream).Select(conversation => conversation.ClockLeapt));
    }

    [Fact]
    public void Measures_silence_in_packet_time()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1, 100)).At(7, PacketBuilder.Udp("10.0.3.60", 40_000, Server, 9029, [1])).End();

        Assert.Equal(7L * 1_000_000_000, sink.Udp.Find(conversation => conversation.Client.Port == 51_000)?.SilenceAfter);
    }

    private static byte[] Reply(byte content) => PacketBuilder.Udp(Server, 9029, Client, 51_000, [content]);

    private static byte[] Request(byte content, ushort identification = 0) =>
        PacketBuilder.Udp(Client, 51_000, Server, 9029, [content, 0, 0, 0, 0, 0, 0, 0, 0], identification: identification);
}
