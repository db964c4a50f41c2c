using System.Buffers;
using System.Text;
using Gatehouse.Protocol.Client;
using Gatehouse.Protocol.Compatibility;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;
using ServerCheck = Gatehouse.Protocol.Server.PlainCheck;
using ServerEvent = Gatehouse.Protocol.Server.PlainEvent;

namespace Gatehouse.Protocol.Tests.Compatibility;

public sealed class PlainCheckTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Start = TimeSpan.FromMinutes(1);
    private static readonly IpEndpoint Client = new(IpAddress.FromIpv4(0x0A000001), 50000);

    [Fact]
    public void A_report_is_sent_four_times_five_seconds_apart_and_given_up_after_twenty()
    {
        PlainCheck check = new(0xAD878, 21429);
        check.SendReport(Start, Document(2_648), compress: true);
        for (int tries = 1; tries <= 4; tries++)
        {
            Assert.Equal(new { Kind = PlainEventKind.Sent, Tries = tries, Octets = 2_664 }, Next(check));
            Assert.True(check.TryPollTransmit(out ReadOnlyMemory<byte> datagram));
            Assert.Equal(2_664, datagram.Length);
            TimeSpan limit = Start + (5 * tries * TimeSpan.FromSeconds(1));
            Assert.Equal(limit, check.NextTimeout);
            check.HandleTimeout(limit - Tick);
            Assert.False(check.TryPollTransmit(out _));
            Assert.Null(Next(check));
            check.HandleTimeout(limit);
        }

        Assert.False(check.TryPollTransmit(out _));
        Assert.Equal(new { Kind = PlainEventKind.Unanswered, Tries = 4, Octets = 2_664 }, Next(check));
        Assert.Null(check.NextTimeout);
        Assert.Equal(4, PlainEvent.UnansweredCode);
    }

    [Theory]
    [InlineData(3_000, false, false)]
    [InlineData(3_001, false, false)]
    [InlineData(3_000, true, false)]
    [InlineData(3_001, true, true)]
    public void A_report_is_compressed_only_when_asked_and_above_three_thousand_octets(int octets, bool asked, bool compressed)
    {
        PlainCheck check = new(1, 2);
        check.SendReport(Start, Document(octets), asked);
        Assert.True(check.TryPollTransmit(out ReadOnlyMemory<byte> datagram));

        Assert.Equal(OperationStatus.Done, PlainHeader.Read(datagram.Span, out PlainHeader header));
        Assert.Equal(compressed, header.IsCompressed);
        Assert.Equal((uint)octets, header.Length);
        Assert.Equal(compressed, datagram.Length < octets);
        Assert.Equal(!compressed, EadDatagram.TryFindXml(datagram.Span, out _, out int at, out _) && at == PlainHeader.HeaderLength);
        Assert.True(PlainDatagram.TryRead(datagram.Span, out PlainDatagram? read));
        Assert.Equal(Document(octets), read.Body.ToArray());
    }

    [Fact]
    public void The_same_packet_again_gets_the_same_answer_without_an_event()
    {
        PlainCheck client = new(0xAD878, 21429);
        ServerCheck server = new();
        client.SendRequest(Start, Document(60));
        Assert.True(client.TryPollTransmit(out ReadOnlyMemory<byte> request));

        server.HandleDatagram(Start, Client, request.Span);
        server.HandleDatagram(Start, Client, request.Span);
        Assert.True(server.TryPollEvent(out ServerEvent? question));
        Assert.False(server.TryPollEvent(out _));
        Assert.True(server.Answer(question!, Document(1_258)));
        server.HandleDatagram(Start + TimeSpan.FromSeconds(5), Client, request.Span);
        Assert.False(server.TryPollEvent(out _));

        Assert.True(server.TryPollTransmit(out IpEndpoint to, out ReadOnlyMemory<byte> first));
        Assert.True(server.TryPollTransmit(out _, out ReadOnlyMemory<byte> second));
        Assert.Equal(Client, to);
        Assert.True(first.Span.SequenceEqual(second.Span));

        Assert.NotNull(Next(client));
        client.HandleDatagram(first.Span);
        Assert.True(client.TryPollEvent(out PlainEvent? answer));
        Assert.Equal(PlainEventKind.Received, answer!.Kind);
        Assert.Equal(EadPacketType.Policy, answer.Packet.Type);
        Assert.Equal(Document(1_258), answer.Packet.Body.ToArray());
        Assert.Null(client.NextTimeout);
    }

    [Fact]
    public void Answers_to_others_are_passed_over()
    {
        PlainCheck client = new(1, 2);
        client.SendRequest(Start, Document(60));
        Next(client);
        foreach (PlainDatagram wrong in (PlainDatagram[])
            [new(9, 2, EadPacketType.Policy, default), new(1, 9, EadPacketType.Policy, default), new(1, 2, EadPacketType.Verdict, default)])
        {
            client.HandleDatagram(wrong.Write(compress: false));
            Assert.Null(Next(client));
        }
    }

    [Fact]
    public void Survives_truncation_and_mutation()
    {
        byte[] sample = new PlainDatagram(1, 2, EadPacketType.Report, Document(4_000)).Write(compress: true);
        for (int length = 0; length < sample.Length; length++)
        {
            // Without its last octets the checksum is gone, but the document may be whole.
            bool isRead = PlainDatagram.TryRead(sample.AsSpan(0, length), out PlainDatagram? cut);
            Assert.True(!isRead || (length > sample.Length - 8 && cut!.Body.Span.SequenceEqual(Document(4_000))));
        }

        int read = 0;
        ServerCheck server = new();
        foreach (byte[] bytes in Mutations.Of(sample, 5_000, seed: 3))
        {
            read += PlainDatagram.TryRead(bytes, out _) ? 1 : 0;
            server.HandleDatagram(Start, Client, bytes);
            server.TryPollEvent(out _);
        }

        Assert.InRange(read, 1, FuzzRuns.Count(5_000) - 1);
    }

    [Fact]
    public void What_is_remembered_is_bounded()
    {
        ServerCheck server = new();
        ServerEvent? first = null;
        for (uint id = 0; id <= ServerCheck.MaxRemembered; id++)
        {
            server.HandleDatagram(Start, Client, new PlainDatagram(1, id, EadPacketType.Request, default).Write(compress: false));
            Assert.True(server.TryPollEvent(out ServerEvent? happened));
            first ??= happened;
        }

        Assert.False(server.Answer(first!, default));
    }

    private static byte[] Document(int octets)
    {
        string frame = "<data><i n=\"checkResult\"></i></data>";
        return Encoding.UTF8.GetBytes(frame.Insert(frame.IndexOf("></i>", StringComparison.Ordinal) + 1, new string('K', octets - frame.Length)));
    }

    private static object? Next(PlainCheck check) =>
        check.TryPollEvent(out PlainEvent? next) ? new { next!.Kind, next.Tries, next.Octets } : null;
}
