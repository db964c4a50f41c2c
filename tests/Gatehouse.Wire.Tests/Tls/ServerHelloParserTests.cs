using System.Buffers;
using System.Security.Cryptography;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class ServerHelloParserTests
{
    [Fact]
    public void Reads_a_TLS_1_2_hello()
    {
        ServerHello hello = Read(HelloBuilder.ServerHelloBody(
            suite: 0xC030,
            extensions: [HelloBuilder.Extension(0, []), HelloBuilder.Alpn("http/1.1"), HelloBuilder.Extension(0xFF01, [0])]));

        Assert.Equal(0x0303, hello.LegacyVersion);
        Assert.Equal(0x0303, hello.Version);
        Assert.Equal(HelloBuilder.Random, hello.Random);
        Assert.Equal(32, hello.SessionIdLength);
        Assert.Equal(0xC030, hello.CipherSuite);
        Assert.Equal([0, 16, 0xFF01], hello.Extensions);
        Assert.Equal("http/1.1", hello.Alpn);
        Assert.False(hello.IsHelloRetryRequest);
        Assert.Equal(DowngradeSentinel.None, hello.Sentinel);
    }

    [Fact]
    public void Takes_the_version_from_supported_versions()
    {
        ServerHello hello = Read(HelloBuilder.ServerHelloBody(extensions: [HelloBuilder.Extension(43, [3, 4])]));

        Assert.Equal(0x0303, hello.LegacyVersion);
        Assert.Equal(0x0304, hello.Version);
    }

    [Fact]
    public void Accepts_a_hello_without_extensions() =>
        Assert.Equal(0x0301, Read(HelloBuilder.ServerHelloBody(version: 0x0301)).Version);

    [Fact]
    public void Recognises_a_HelloRetryRequest_by_its_random()
    {
        byte[] random = SHA256.HashData("HelloRetryRequest"u8);

        Assert.True(Read(HelloBuilder.ServerHelloBody(random: random)).IsHelloRetryRequest);
    }

    [Theory]
    [InlineData(1, DowngradeSentinel.Tls12)]
    [InlineData(0, DowngradeSentinel.Tls11OrOlder)]
    [InlineData(2, DowngradeSentinel.None)]
    public void Reads_the_downgrade_sentinel(byte last, DowngradeSentinel expected)
    {
        byte[] random = [.. new byte[24], .. "DOWNGRD"u8, last];

        Assert.Equal(expected, Read(HelloBuilder.ServerHelloBody(random: random)).Sentinel);
    }

    [Fact]
    public void Rejects_two_application_protocols()
    {
        byte[] body = HelloBuilder.ServerHelloBody(extensions: [HelloBuilder.Alpn("h2", "http/1.1")]);

        Assert.Equal(OperationStatus.InvalidData, ReadMessage(body, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.BadLength, error.Kind);
    }

    [Fact]
    public void Rejects_leftover_octets()
    {
        byte[] body = [.. HelloBuilder.ServerHelloBody(extensions: []), 7];

        Assert.Equal(OperationStatus.InvalidData, ReadMessage(body, out _, out ParseError error));
        Assert.Equal(new ParseError(ParseErrorKind.TrailingData, body.Length - 1), error);
    }

    [Fact]
    public void Wants_more_at_every_truncation()
    {
        byte[] message = HelloBuilder.Message(
            HandshakeType.ServerHello, HelloBuilder.ServerHelloBody(extensions: [HelloBuilder.Extension(43, [3, 4])]));
        for (int length = 0; length < message.Length; length++)
        {
            Assert.Equal(OperationStatus.NeedMoreData, ServerHelloParser.Read(message.AsSpan(0, length), out _, out _));
        }
    }

    [Fact]
    public void Survives_mutation()
    {
        byte[] message = HelloBuilder.Message(
            HandshakeType.ServerHello,
            HelloBuilder.ServerHelloBody(extensions: [HelloBuilder.Extension(43, [3, 4]), HelloBuilder.Alpn("h2")]));
        foreach (byte[] mutated in Mutations.Of(message, 20_000, seed: 20261122))
        {
            OperationStatus status = ServerHelloParser.Read(mutated, out ServerHello? hello, out ParseError error);
            Assert.Equal(status is OperationStatus.Done, hello is not null);
            Assert.Equal(status is OperationStatus.InvalidData, error.Kind is not ParseErrorKind.None);
        }
    }

    private static ServerHello Read(byte[] body)
    {
        Assert.Equal(OperationStatus.Done, ReadMessage(body, out ServerHello? hello, out _));
        return hello!;
    }

    private static OperationStatus ReadMessage(byte[] body, out ServerHello? hello, out ParseError error) =>
        ServerHelloParser.Read(HelloBuilder.Message(HandshakeType.ServerHello, body), out hello, out error);
}
