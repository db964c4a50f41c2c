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
    public void Measures_silence_in_packet_time()
    {
        RecordingSink sink = new();
        sink.At(0, Request(1, 100)).At(7, PacketBuilder.Udp("10.0.3.60", 40_000, Server, 9029, [1])).End();

        Assert.Equal(7L * 1_000_000_000, sink.Udp.Find(conversation => conversation.Client.Port == 51_000)?.SilenceAfter);
    }

    private static byte[] Request(byte content, ushort identification = 0) =>
        PacketBuilder.Udp(Client, 51_000, Server, 9029, [content, 0, 0, 0, 0, 0, 0, 0, 0], identification: identification);
}
