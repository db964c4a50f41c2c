using System.Buffers;
using System.Text;

namespace Gatehouse.Wire.Http;

/// <summary>
/// The start of an HTTP/1 message (RFC 9112): its start line and the header fields that name the server. Nothing secret is
/// kept: no credentials, cookies, query strings or user information.
/// </summary>
public sealed record HttpMessage
{
    /// <summary>Most octets of a start line or header line; RFC 9112 section 3 asks for at least 8000.</summary>
    public const int MaxLineLength = 8192;

    /// <summary>Most header lines read.</summary>
    internal const int MaxHeaderLines = 100;

    /// <summary>Most characters kept of a target, reason or header value; what is longer ends in "…".</summary>
    internal const int MaxValueLength = 256;

    /// <summary>Whether this is a request.</summary>
    public bool IsRequest { get; internal init; }

    /// <summary>The method, "CONNECT"; "" in a response.</summary>
    public string Method { get; internal init; } = "";

    /// <summary>The request target without query, fragment and user information; "" in a response.</summary>
    public string Target { get; internal init; } = "";

    /// <summary>Status code, 100 to 999; 0 in a request.</summary>
    public int StatusCode { get; internal init; }

    /// <summary>The reason phrase; often empty.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>The Host field; null when not seen.</summary>
    public string? Host { get; internal set; }

    /// <summary>The Server field; null when not seen.</summary>
    public string? Server { get; internal set; }

    /// <summary>The Content-Length field, octets (RFC 9110 section 8.6); null when not seen or no number.</summary>
    public long? ContentLength { get; internal set; }

    /// <summary>Whether a Transfer-Encoding field names chunked (RFC 9112 section 7.1).</summary>
    public bool IsChunked { get; internal set; }

    /// <summary>Octets up to the body, the empty line included; 0 when the header fields end beyond the octets read.</summary>
    public int HeadLength { get; internal set; }

    /// <summary>Whether octets at the start of a stream begin a request with a method in use.</summary>
    public static bool LooksLikeRequest(ReadOnlySpan<byte> data) => HttpStartLine.StartsWithMethod(data);

    /// <summary>Whether octets at the start of a stream begin a response.</summary>
    public static bool LooksLikeResponse(ReadOnlySpan<byte> data) => data.StartsWith("HTTP/1."u8);

    /// <summary>Reads the first octets of a stream.</summary>
    /// <param name="data">The octets, as many as there are; header fields that end beyond them are left out.</param>
    /// <param name="message">The message; null unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>
    /// Done once the start line is complete; NeedMoreData while it could become one; InvalidData when it is none, or longer than
    /// <see cref="MaxLineLength"/>.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out HttpMessage? message, out ParseError error)
    {
        OperationStatus status = HttpStartLine.Read(data, out message, out int length, out error);
        if (status == OperationStatus.Done)
        {
            int fields = HttpFields.Read(data[length..], message!);
            message!.HeadLength = fields == 0 ? 0 : length + fields;
        }

        return status;
    }

    /// <summary>Printable text of limited length: each octet outside ASCII or below space becomes "?".</summary>
    internal static string Text(ReadOnlySpan<byte> value)
    {
        bool isLong = value.Length > MaxValueLength;
        StringBuilder text = new(Math.Min(value.Length, MaxValueLength) + 1);
        foreach (byte octet in isLong ? value[..MaxValueLength] : value)
        {
            text.Append(octet is >= 0x20 and < 0x7F ? (char)octet : '?');
        }

        return isLong ? text.Append('…').ToString() : text.ToString();
    }

    /// <summary>A target or host without what may be secret: query, fragment, and user information of the authority.</summary>
    internal static string Address(ReadOnlySpan<byte> target)
    {
        int end = target.IndexOfAny((byte)'?', (byte)'#');
        ReadOnlySpan<byte> address = end < 0 ? target : target[..end];
        int scheme = address.IndexOf("//"u8);
        int start = scheme < 0 ? 0 : scheme + 2;
        int authority = address[start..].IndexOf((byte)'/');
        int at = (authority < 0 ? address[start..] : address.Slice(start, authority)).LastIndexOf((byte)'@');
        return at < 0 ? Text(address) : Text(address[..start]) + Text(address[(start + at + 1)..]);
    }
}
