using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Dns;

namespace Gatehouse.Wire.Tests.Dns;

public class DnsMessageTests
{
    private const int QuestionEnd = 12 + 16 + 4;

    /// <summary>"Server.Example.", type A: alias of "a.example", which has an IPv4 and an IPv6 address; then a text record.</summary>
    private static readonly byte[] Response =
    [
        0x12, 0x34, 0x81, 0x80, 0, 1, 0, 4, 0, 0, 0, 0,
        6, .. "Server"u8, 7, .. "Example"u8, 0, 0, 1, 0, 1,
        0xC0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, 4, 1, (byte)'A', 0xC0, 19,
        0xC0, 44, 0, 1, 0, 1, 0, 0, 1, 0, 0, 4, 192, 0, 2, 7,
        0xC0, 44, 0, 28, 0, 1, 0, 0, 1, 0, 0, 16, 0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7,
        0, 0, 16, 0, 1, 0, 0, 0, 0, 0, 2, 1, (byte)'x',
    ];

    [Fact]
    public void Reads_question_and_answers()
    {
        Assert.Equal(OperationStatus.Done, DnsMessage.Read(Response, out DnsMessage? message, out _));
        Assert.NotNull(message);
        Assert.Equal(0x1234, message.Id);
        Assert.True(message.IsResponse);
        Assert.Equal(DnsResponseCode.NoError, message.ResponseCode);
        Assert.Equal("server.example", message.QuestionName);
        Assert.Equal(DnsRecordType.A, message.QuestionType);
        Assert.Equal(4, message.Answers.Count);
        Assert.Equal("a.example", message.Answers[0].Alias);
        Assert.Equal("", message.Answers[3].Name);
        Assert.Equal(["192.0.2.7", "2001:db8::7"], message.ResolvedAddresses().Select(address => address.ToString()));
    }

    [Fact]
    public void Addresses_of_other_names_do_not_answer_the_question()
    {
        byte[] response = [.. Response];
        response[QuestionEnd + 3] = 2;

        DnsMessage.Read(response, out DnsMessage? message, out _);

        Assert.Empty(message!.ResolvedAddresses());
    }

    [Fact]
    public void Reads_a_query_and_the_code_of_a_refusal()
    {
        byte[] query = Response[..QuestionEnd];
        query[2] = 0x01;
        query[3] = 0;
        query[7] = 0;
        Assert.Equal(OperationStatus.Done, DnsMessage.Read(query, out DnsMessage? message, out _));
        Assert.False(message!.IsResponse);

        query[2] = 0x83;
        query[3] = 0x83;
        DnsMessage.Read(query, out message, out _);
        Assert.True(message!.IsResponse);
        Assert.Equal(DnsResponseCode.NameError, message.ResponseCode);
    }

    [Fact]
    public void A_cut_message_gives_what_came_before_the_cut()
    {
        for (int length = 0; length < Response.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, DnsMessage.Read(Response.AsSpan(0, length), out DnsMessage? message, out _));
            Assert.Equal(length >= QuestionEnd, message is not null);
            if (message is not null)
            {
                Assert.Equal("server.example", message.QuestionName);
                Assert.InRange(message.Answers.Count, 0, 3);
            }
        }
    }

    [Theory]
    [InlineData(12)]
    [InlineData(14)]
    [InlineData(0x3FFF)]
    public void Rejects_pointers_that_do_not_lead_backwards(int target)
    {
        byte[] query = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, (byte)(0xC0 | (target >> 8)), (byte)target, 0, 1, 0, 1];

        Assert.Equal(OperationStatus.InvalidData, DnsMessage.Read(query, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadValue, 12), error);
    }

    [Fact]
    public void Rejects_a_chain_of_pointers_beyond_the_limit()
    {
        byte[] data = new byte[2 + (2 * (DnsName.MaxPointers + 1))];
        for (int i = 1; i <= DnsName.MaxPointers + 1; i++)
        {
            data[i * 2] = 0xC0;
            data[(i * 2) + 1] = (byte)((i - 1) * 2);
        }

        int most = DnsName.MaxPointers * 2;
        Assert.Equal(OperationStatus.Done, DnsName.Read(data, ref most, out string name, out _));
        Assert.Equal("", name);
        int tooMany = (DnsName.MaxPointers + 1) * 2;
        Assert.Equal(OperationStatus.InvalidData, DnsName.Read(data, ref tooMany, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Fact]
    public void Reads_a_name_of_255_octets_and_rejects_a_longer_one()
    {
        byte[] label = [63, .. Enumerable.Repeat((byte)'a', 63)];
        byte[] longest = [.. label, .. label, .. label, 61, .. Enumerable.Repeat((byte)'b', 61), 0];
        byte[] tooLong = [.. label, .. label, .. label, 62, .. Enumerable.Repeat((byte)'b', 62), 0];
        int offset = 0;

        Assert.Equal(255, longest.Length);
        Assert.Equal(OperationStatus.Done, DnsName.Read(longest, ref offset, out _, out _));
        Assert.Equal(255, offset);
        offset = 0;
        Assert.Equal(OperationStatus.InvalidData, DnsName.Read(tooLong, ref offset, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Fact]
    public void Escapes_what_would_mislead_in_print()
    {
        int offset = 0;

        DnsName.Read([5, (byte)'a', (byte)'.', 27, 0xE9, (byte)'\\', 0], ref offset, out string name, out _);

        Assert.Equal("a\\046\\027\\233\\092", name);
    }

    [Fact]
    public void Rejects_more_questions_than_anyone_asks()
    {
        byte[] data = [0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0];

        Assert.Equal(OperationStatus.InvalidData, DnsMessage.Read(data, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Fact]
    public void An_alias_that_leaves_its_record_is_a_lie()
    {
        byte[] response = [.. Response];
        response[QuestionEnd + 11] = 3;

        Assert.Equal(OperationStatus.InvalidData, DnsMessage.Read(response, out DnsMessage? message, out ParseError error));
        Assert.Equal(ParseErrorKind.BadLength, error.Kind);
        Assert.Equal("server.example", message!.QuestionName);
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        int read = 0;
        foreach (byte[] data in Mutations.Of(Response, count: 20_000, seed: 11))
        {
            DnsMessage.Read(data, out DnsMessage? message, out _);
            if (message is not null)
            {
                read++;
                _ = message.ResolvedAddresses();
                Assert.InRange(message.Answers.Count, 0, DnsMessage.MaxAnswers);
            }
        }

        Assert.InRange(read, 1000, FuzzRuns.Count(19_999));
    }
}
