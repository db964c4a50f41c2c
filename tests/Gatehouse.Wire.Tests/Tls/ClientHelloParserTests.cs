using System.Buffers;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class ClientHelloParserTests
{
    private static readonly byte[] Typical = HelloBuilder.Message(HandshakeType.ClientHello, HelloBuilder.TypicalClientHelloBody());

    [Fact]
    public void Reads_every_field_of_a_typical_hello()
    {
        ClientHello hello = Read(HelloBuilder.TypicalClientHelloBody());

        Assert.Equal(0x0301, hello.RecordVersion);
        Assert.Equal(0x0303, hello.LegacyVersion);
        Assert.Equal(HelloBuilder.Random, hello.Random);
        Assert.Equal(32, hello.SessionIdLength);
        Assert.Equal([0x2A2A, 0x1301, 0x1302, 0xC02B, 0xC02F, 0x5600], hello.CipherSuites);
        Assert.Equal(6, hello.CipherSuiteCount);
        Assert.Equal([0x7A7A, 0, 10, 11, 16, 13, 43, 0xFE0D], hello.Extensions);
        Assert.Equal("www.example.org", hello.ServerName);
        Assert.Equal(["h2", "http/1.1"], hello.Alpn);
        Assert.Equal([0x3A3A, 0x0304, 0x0303], hello.SupportedVersions);
        Assert.Equal([0x0304, 0x0303], hello.Versions);
        Assert.Equal(0x0304, hello.HighestVersion);
        Assert.Equal([0x0A0A, 0x11EC, 29, 23], hello.Groups);
        Assert.Equal([0], hello.PointFormats);
        Assert.Equal([0x0403, 0x0804], hello.SignatureAlgorithms);
        Assert.True(hello.HasEncryptedClientHello);
        Assert.False(hello.IsSslV2);
        Assert.False(hello.IsDatagram);
    }

    [Fact]
    public void Wants_more_at_every_truncation()
    {
        for (int length = 0; length < Typical.Length; length++)
        {
            OperationStatus status = ClientHelloParser.Read(Typical.AsSpan(0, length), 0, out ClientHello? hello, out _);
            Assert.Equal(OperationStatus.NeedMoreData, status);
            Assert.Null(hello);
        }
    }

    [Fact]
    public void Rejects_a_body_cut_anywhere_but_before_the_extensions()
    {
        byte[] body = HelloBuilder.TypicalClientHelloBody();
        int extensionsStart = 2 + 32 + 33 + 2 + 12 + 2;
        for (int length = 0; length < body.Length; length++)
        {
            OperationStatus status = ReadMessage(body[..length], out _, out ParseError error);
            if (length == extensionsStart)
            {
                Assert.Equal(OperationStatus.Done, status);
            }
            else
            {
                Assert.Equal(OperationStatus.InvalidData, status);
                Assert.Equal(ParseErrorKind.BadLength, error.Kind);
                Assert.InRange(error.Offset, 0, length);
            }
        }
    }

    [Fact]
    public void Accepts_a_hello_without_extensions()
    {
        ClientHello hello = Read(HelloBuilder.ClientHelloBody(version: 0x0300, suites: [4, 5], sessionId: []));

        Assert.Equal([0x0300], hello.Versions);
        Assert.Empty(hello.Extensions);
        Assert.Null(hello.ServerName);
    }

    [Fact]
    public void Accepts_an_empty_server_name()
    {
        ClientHello hello = Read(HelloBuilder.ClientHelloBody(extensions: [HelloBuilder.Extension(0, [])]));

        Assert.Null(hello.ServerName);
        Assert.Equal([0], hello.Extensions);
    }

    [Fact]
    public void Keeps_every_octet_of_a_protocol_name()
    {
        ClientHello hello = Read(HelloBuilder.ClientHelloBody(extensions: [HelloBuilder.Alpn("\u00AB\n\u00CD")]));

        Assert.Equal(["\u00AB\n\u00CD"], hello.Alpn);
    }

    [Fact]
    public void Rejects_leftover_octets()
    {
        byte[] body = [.. HelloBuilder.TypicalClientHelloBody(), 0];

        Assert.Equal(OperationStatus.InvalidData, ReadMessage(body, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.TrailingData, body.Length - 1), error);
    }

    [Fact]
    public void Rejects_octets_after_the_message()
    {
        byte[] message = [.. Typical, 0];

        Assert.Equal(OperationStatus.InvalidData, ClientHelloParser.Read(message, 0, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.TrailingData, error.Kind);
    }

    [Fact]
    public void Rejects_another_message_type()
    {
        byte[] message = HelloBuilder.Message(HandshakeType.ServerHello, HelloBuilder.TypicalClientHelloBody());

        Assert.Equal(OperationStatus.InvalidData, ClientHelloParser.Read(message, 0, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadType, 0), error);
    }

    [Fact]
    public void Rejects_a_hello_over_the_limit_before_it_arrives()
    {
        byte[] start = [1, 0x01, 0x00, 0x01];

        Assert.Equal(OperationStatus.InvalidData, ClientHelloParser.Read(start, 0, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Fact]
    public void Rejects_more_extensions_than_the_limit()
    {
        byte[][] extensions = [.. Enumerable.Range(0, HelloFields.MaxExtensions + 1).Select(i => HelloBuilder.Extension(1000 + i, []))];

        Assert.Equal(OperationStatus.Done, ReadMessage(HelloBuilder.ClientHelloBody(extensions: extensions[1..]), out _, out _));
        Assert.Equal(
            OperationStatus.InvalidData,
            ReadMessage(HelloBuilder.ClientHelloBody(extensions: extensions), out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Theory]
    [InlineData(0, new byte[] { 0, 5, 0, 0, 9, 65, 66 })] // a name longer than its list
    [InlineData(0, new byte[] { 0, 5, 0, 0, 2, 65, 66, 0 })] // leftover octet
    [InlineData(16, new byte[] { 0, 1, 0 })] // an empty protocol name
    [InlineData(16, new byte[] { 0, 3, 9, 65, 66 })]
    [InlineData(43, new byte[] { 3, 3, 4, 3 })] // half a version
    [InlineData(43, new byte[] { 2, 3, 4, 3 })]
    [InlineData(10, new byte[] { 0, 3, 0, 29, 0 })]
    [InlineData(10, new byte[] { 0, 2, 0, 29, 0 })]
    [InlineData(11, new byte[] { 2, 0 })]
    [InlineData(11, new byte[] { 1, 0, 0 })]
    [InlineData(13, new byte[] { 0, 9, 4, 3 })]
    public void Rejects_an_extension_that_contradicts_itself(int type, byte[] body)
    {
        byte[] hello = HelloBuilder.ClientHelloBody(extensions: [HelloBuilder.Extension(type, body)]);

        Assert.Equal(OperationStatus.InvalidData, ReadMessage(hello, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.BadLength, hello.Length - body.Length), error);
    }

    [Fact]
    public void Survives_mutation()
    {
        int rejected = 0;
        foreach (byte[] mutated in Mutations.Of(Typical, 20_000, seed: 20261121))
        {
            OperationStatus status = ClientHelloParser.Read(mutated, 0, out ClientHello? hello, out ParseError error);
            Assert.Equal(status is OperationStatus.Done, hello is not null);
            Assert.Equal(status is OperationStatus.InvalidData, error.Kind is not ParseErrorKind.None);
            rejected += status is OperationStatus.Done ? 0 : 1;
        }

        Assert.InRange(rejected, 1000, FuzzRuns.Count(19_000));
    }

    private static ClientHello Read(byte[] body)
    {
        Assert.Equal(OperationStatus.Done, ReadMessage(body, out ClientHello? hello, out ParseError error));
        Assert.Equal(default, error);
        return hello!;
    }

    private static OperationStatus ReadMessage(byte[] body, out ClientHello? hello, out ParseError error) =>
        ClientHelloParser.Read(HelloBuilder.Message(HandshakeType.ClientHello, body), 0x0301, out hello, out error);
}
