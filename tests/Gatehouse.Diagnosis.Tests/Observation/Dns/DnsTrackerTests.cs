using System.Buffers.Binary;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Observation.Dns;

public sealed class DnsTrackerTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.53";
    private const int EthernetIpUdp = 14 + 20 + 8;

    [Fact]
    public void Pairs_a_question_with_its_answer()
    {
        DnsLookup lookup = Assert.Single(Ask(int.MaxValue, responseCode: 0).Dns);

        Assert.Equal((1L, 2L, 0), (lookup.QueryFrame, lookup.ResponseFrame, lookup.ResponseCode));
        Assert.Single(lookup.Addresses);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Takes_a_response_whose_answers_were_cut_for_a_response(byte responseCode)
    {
        DnsLookup lookup = Assert.Single(Ask(EthernetIpUdp + Message(0, isResponse: false).Length + 4, responseCode).Dns);

        Assert.Equal((2L, responseCode), (lookup.ResponseFrame, lookup.ResponseCode));
        Assert.Empty(lookup.Addresses);
    }

    [Fact]
    public void Makes_nothing_of_a_message_whose_question_was_cut() =>
        Assert.Empty(Ask(EthernetIpUdp + 15, responseCode: 0).Dns);

    private static RecordingSink Ask(int snapLength, byte responseCode) => new RecordingSink()
        .Cut(0, PacketBuilder.Udp(Client, 50_000, Server, 53, Message(0, isResponse: false)), snapLength)
        .Cut(0.01, PacketBuilder.Udp(Server, 53, Client, 50_000, Message(responseCode, isResponse: true)), snapLength)
        .End();

    private static byte[] Message(byte responseCode, bool isResponse)
    {
        byte[] header = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), (ushort)(isResponse ? 0x8180 | responseCode : 0x0100));
        header[5] = 1;
        header[7] = (byte)(isResponse ? 1 : 0);
        byte[] question = [6, .. "policy"u8, 7, .. "example"u8, 0, 0, 1, 0, 1];
        byte[] answer = [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 1, 1, 1];
        return [.. header, .. question, .. isResponse ? answer : []];
    }
}
