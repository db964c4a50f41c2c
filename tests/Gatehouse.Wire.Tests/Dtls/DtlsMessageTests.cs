using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Dtls;
using Gatehouse.Wire.Tests.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Dtls;

public sealed class DtlsMessageTests
{
    private static readonly byte[] HelloBody = HelloBuilder.ClientHelloBody(
        version: 0xFEFD, suites: [0xC02B, 0xC02F], extensions: [HelloBuilder.ServerName("gw.example")], sessionId: [], cookie: [1, 2, 3]);

    private static readonly byte[] Hello = Record(22, Message(1, HelloBody));

    [Fact]
    public void Reads_a_ClientHello_with_a_cookie()
    {
        DtlsMessage message = Read(Hello);

        Assert.Equal(DtlsMessageKind.ClientHello, message.Kind);
        Assert.Equal(TlsVersions.Dtls10, message.RecordVersion);
        ClientHello hello = message.ClientHello!;
        Assert.True(hello.IsDatagram);
        Assert.Equal(TlsVersions.Dtls12, hello.LegacyVersion);
        Assert.Equal(TlsVersions.Dtls12, hello.HighestVersion);
        Assert.Equal("gw.example", hello.ServerName);
        Assert.Equal([0xC02B, 0xC02F], hello.CipherSuites);
    }

    [Fact]
    public void Reads_a_ServerHello()
    {
        DtlsMessage message = Read(Record(22, Message(2, HelloBuilder.ServerHelloBody(version: 0xFEFD, extensions: []))));

        Assert.Equal(DtlsMessageKind.ServerHello, message.Kind);
        Assert.Equal(TlsVersions.Dtls12, message.ServerHello!.Version);
    }

    [Fact]
    public void Recognises_a_HelloVerifyRequest() =>
        Assert.Equal(DtlsMessageKind.HelloVerifyRequest, Read(Record(22, Message(3, [0xFE, 0xFF, 2, 7, 7]))).Kind);

    [Fact]
    public void Reads_alerts_in_the_clear_and_recognises_encrypted_ones()
    {
        Assert.Equal(new TlsAlert(2, 70, IsEncrypted: false), Read(Record(21, [2, 70])).Alert);
        Assert.Equal(new TlsAlert(0, 0, IsEncrypted: true), Read(Record(21, new byte[26], epoch: 1)).Alert);
    }

    [Fact]
    public void Notes_a_hello_in_fragments()
    {
        byte[] fragment = Record(22, Message(1, HelloBody[..40], offset: 0, total: HelloBody.Length));

        DtlsMessage message = Read(fragment);
        Assert.Equal(DtlsMessageKind.HelloFragment, message.Kind);
        Assert.Null(message.ClientHello);
    }

    [Fact]
    public void Looks_past_records_that_say_nothing()
    {
        byte[] datagram = [.. Record(20, [1]), .. Record(22, new byte[40], epoch: 1), .. Record(21, [1, 0])];

        Assert.Equal(new TlsAlert(1, 0, IsEncrypted: false), Read(datagram).Alert);
        Assert.Equal(DtlsMessageKind.Other, Read(Record(23, new byte[30], epoch: 1)).Kind);
    }

    [Fact]
    public void Reads_the_numbers_of_a_record()
    {
        byte[] octets = Record(23, [9, 9], epoch: 0x0102);
        octets[5] = 0xAB;
        octets[10] = 0xCD;

        Assert.Equal(OperationStatus.Done, DtlsRecord.Read([.. octets, 0], out DtlsRecord record, out _));
        Assert.Equal(0x0102, record.Epoch);
        Assert.Equal(0xAB00_0000_00CD, record.SequenceNumber);
        Assert.Equal([9, 9], record.Body.ToArray());
        Assert.Equal(15, record.TotalLength);
    }

    [Fact]
    public void Wants_more_at_every_truncation()
    {
        for (int length = 0; length < Hello.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, DtlsMessage.Read(Hello.AsSpan(0, length), out _, out _));
        }
    }

    [Theory]
    [InlineData(0, 19, ParseErrorKind.BadType, 0)]
    [InlineData(1, 3, ParseErrorKind.BadVersion, 1)]
    [InlineData(11, 0xFF, ParseErrorKind.BadLength, 11)]
    [InlineData(24, 0xFF, ParseErrorKind.BadLength, 25)] // fragment longer than its record
    [InlineData(19, 0xFF, ParseErrorKind.BadLength, 19)] // fragment past the end of the message
    public void Rejects_octets_that_contradict_the_protocol(int at, byte value, ParseErrorKind kind, int offset)
    {
        byte[] datagram = [.. Hello];
        datagram[at] = value;

        Assert.Equal(OperationStatus.InvalidData, DtlsMessage.Read(datagram, out DtlsMessage? message, out ParseError error));
        Assert.Null(message);
        Assert.Equal(new ParseError(kind, offset), error);
    }

    [Fact]
    public void Says_where_a_hello_is_wrong()
    {
        byte[] datagram = Record(22, Message(1, [.. HelloBody, 0]));

        Assert.Equal(OperationStatus.InvalidData, DtlsMessage.Read(datagram, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.TrailingData, datagram.Length - 1), error);
    }

    [Fact]
    public void Recognises_DTLS_by_its_first_octets()
    {
        Assert.True(DtlsMessage.LooksLikeDtls(Hello));
        Assert.True(DtlsMessage.LooksLikeDtls(Hello.AsSpan(0, 20)));
        Assert.False(DtlsMessage.LooksLikeDtls(Hello.AsSpan(0, 12)));
        Assert.False(DtlsMessage.LooksLikeDtls(HelloBuilder.ClientHelloRecord()));
        Assert.False(DtlsMessage.LooksLikeDtls("GET / HTTP/1.1\r\n"u8));
    }

    [Fact]
    public void Survives_mutation()
    {
        byte[] datagram = [.. Record(20, [1]), .. Hello];
        foreach (byte[] mutated in Mutations.Of(datagram, 20_000, seed: 20261126))
        {
            OperationStatus status = DtlsMessage.Read(mutated, out DtlsMessage? message, out ParseError error);
            Assert.Equal(status is OperationStatus.Done, message is not null);
            Assert.Equal(status is OperationStatus.InvalidData, error.Kind is not ParseErrorKind.None);
        }
    }

    private static DtlsMessage Read(byte[] datagram)
    {
        Assert.Equal(OperationStatus.Done, DtlsMessage.Read(datagram, out DtlsMessage? message, out ParseError error));
        Assert.Equal(default, error);
        return message!;
    }

    private static byte[] Record(int type, byte[] body, int epoch = 0) =>
        ByteWriter.Of(w => w.U8(type).U16(0xFEFF).U16(epoch).Raw(new byte[6]).Vector16(body));

    private static byte[] Message(int type, byte[] fragment, int offset = 0, int? total = null) =>
        ByteWriter.Of(w => w.U8(type).U24(total ?? fragment.Length).U16(0).U24(offset).Vector24(fragment));
}
