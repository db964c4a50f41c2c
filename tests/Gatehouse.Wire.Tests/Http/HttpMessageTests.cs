using System.Buffers;
using System.Text;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Http;

namespace Gatehouse.Wire.Tests.Http;

public class HttpMessageTests
{
    private const string Refusal =
        "HTTP/1.1 407 Proxy Authentication Required\r\nServer: gate/2\r\nVia: 1.1 gate\r\nProxy-Authenticate: Negotiate\r\n" +
        "Proxy-authenticate: NTLM TlRMTVNTUAACAAAA==\r\nProxy-Authenticate: Digest realm=\"a, b\", nonce=\"abc\", Basic realm = x\r\n" +
        "Set-Cookie: secret\r\n\r\nbody";

    [Fact]
    public void Reads_a_request_for_a_tunnel()
    {
        HttpMessage message = Read(
            "CONNECT server.example:4343 HTTP/1.1\r\nhost: server.example:4343\r\nProxy-Authorization: Basic c2VjcmV0\r\n\r\n");

        Assert.True(message.IsRequest);
        Assert.Equal("CONNECT", message.Method);
        Assert.Equal("server.example:4343", message.Target);
        Assert.Equal("server.example:4343", message.Host);
        Assert.DoesNotContain("c2VjcmV0", message.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_the_refusal_of_a_tunnel()
    {
        HttpMessage message = Read(Refusal);

        Assert.False(message.IsRequest);
        Assert.Equal(407, message.StatusCode);
        Assert.Equal("Proxy Authentication Required", message.Reason);
        Assert.Equal("gate/2", message.Server);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\nbody", 12L, false, 39)]
    [InlineData("HTTP/1.1 200 OK\r\ncontent-length: 0\r\nContent-Length: 7\r\n\r\n", 0L, false, 57)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, Chunked\r\n\r\n", null, true, 53)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: -1\r\nTransfer-Encoding: gzip\r\n\r\n", null, false, 64)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n", null, false, 0)]
    public void Reads_where_the_body_begins_and_how_its_end_is_told(string text, long? length, bool isChunked, int head)
    {
        HttpMessage message = Read(text);

        Assert.Equal((length, isChunked, head), (message.ContentLength, message.IsChunked, message.HeadLength));
    }

    [Theory]
    [InlineData("/a/b?user=x&password=y", "/a/b")]
    [InlineData("/a#token", "/a")]
    [InlineData("http://user:secret@host.example/a@b?c", "http://host.example/a@b")]
    [InlineData("*", "*")]
    [InlineData("/mail/a@b", "/mail/a@b")]
    public void Cuts_what_may_be_secret_from_a_target_or_host(string target, string kept)
    {
        Assert.Equal(kept, Read($"GET {target} HTTP/1.0\r\n").Target);
        Assert.Equal(kept, Read($"GET / HTTP/1.1\r\nHost: {target}\r\n").Host);
    }

    [Theory]
    [InlineData("HTTP/1.1 200\r\n", 200, "")]
    [InlineData("HTTP/1.0 503 \r\n", 503, "")]
    [InlineData("HTTP/1.1 401 Unauthorized\n", 401, "Unauthorized")]
    public void Reads_status_lines(string line, int status, string reason)
    {
        HttpMessage message = Read(line);

        Assert.Equal(status, message.StatusCode);
        Assert.Equal(reason, message.Reason);
    }

    [Theory]
    [InlineData("HTTP/1.1 2000 OK\r\n")]
    [InlineData("HTTP/1.1 20x OK\r\n")]
    [InlineData("HTTP/1.1 099 OK\r\n")]
    [InlineData("HTTP/x.1 200 OK\r\n")]
    [InlineData("GET /\r\n")]
    [InlineData("GET / HTTP/11\r\n")]
    [InlineData("get / HTTP/1.1\r\n")]
    [InlineData(" GET / HTTP/1.1\r\n")]
    [InlineData("AVERYLONGWORDTHATISNOMETHODATALL")]
    [InlineData("\u0016\u0003\u0001")]
    public void Rejects_what_is_no_start_line(string text)
    {
        Assert.Equal(OperationStatus.InvalidData, HttpMessage.Read(Encoding.Latin1.GetBytes(text), out _, out ParseError error));
        Assert.NotEqual(ParseErrorKind.None, error.Kind);
    }

    [Fact]
    public void A_start_line_needs_its_end_and_fields_count_only_when_complete()
    {
        byte[] data = Encoding.ASCII.GetBytes(Refusal);
        int line = Refusal.IndexOf('\n', StringComparison.Ordinal) + 1;
        for (int length = 0; length <= data.Length; length++)
        {
            OperationStatus status = HttpMessage.Read(data.AsSpan(0, length), out HttpMessage? message, out _);

            Assert.Equal(length < line ? OperationStatus.NeedMoreData : OperationStatus.Done, status);
            Assert.True(message?.Server is null or "gate/2");
        }
    }

    [Fact]
    public void Rejects_a_start_line_beyond_the_limit()
    {
        byte[] data = [.. "GET /"u8, .. Enumerable.Repeat((byte)'a', HttpMessage.MaxLineLength)];

        Assert.Equal(OperationStatus.NeedMoreData, HttpMessage.Read(data.AsSpan(0, HttpMessage.MaxLineLength - 1), out _, out _));
        Assert.Equal(OperationStatus.InvalidData, HttpMessage.Read(data, out _, out ParseError error));
        Assert.Equal(ParseErrorKind.LimitExceeded, error.Kind);
    }

    [Fact]
    public void Keeps_values_short_and_printable()
    {
        HttpMessage message = Read($"HTTP/1.1 200 OK\r\nServer: a\u0001\u00e9b{new string('c', 1000)}\r\n");

        Assert.StartsWith("a??bccc", message.Server, StringComparison.Ordinal);
        Assert.Equal(HttpMessage.MaxValueLength + 1, message.Server!.Length);
    }

    [Fact]
    public void Stops_at_the_limit_of_header_lines()
    {
        string filler = string.Concat(Enumerable.Repeat("X: y\r\n", HttpMessage.MaxHeaderLines));

        Assert.Null(Read($"HTTP/1.1 200 OK\r\n{filler}Server: late\r\n\r\n").Server);
        Assert.Equal("late", Read($"HTTP/1.1 200 OK\r\n{filler[6..]}Server: late\r\n\r\n").Server);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1", true)]
    [InlineData("CONNECT a:1 HTTP/1.1", true)]
    [InlineData("GET", false)]
    [InlineData("GETX / HTTP/1.1", false)]
    [InlineData("\u0016\u0003\u0001\u0002\u0000", false)]
    [InlineData("", false)]
    public void Guesses_a_request_from_its_method(string text, bool expected)
    {
        Assert.Equal(expected, HttpMessage.LooksLikeRequest(Encoding.Latin1.GetBytes(text)));
    }

    [Fact]
    public void Damaged_messages_never_throw()
    {
        int read = 0;
        foreach (byte[] data in Mutations.Of(Encoding.ASCII.GetBytes(Refusal), count: 20_000, seed: 13))
        {
            read += HttpMessage.Read(data, out _, out _) == OperationStatus.Done ? 1 : 0;
        }

        Assert.InRange(read, 1000, FuzzRuns.Count(19_999));
    }

    private static HttpMessage Read(string text)
    {
        Assert.Equal(OperationStatus.Done, HttpMessage.Read(Encoding.Latin1.GetBytes(text), out HttpMessage? message, out _));
        return message!;
    }
}
