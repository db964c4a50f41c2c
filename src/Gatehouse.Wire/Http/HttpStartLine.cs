using System.Buffers;

namespace Gatehouse.Wire.Http;

/// <summary>Reads request lines and status lines (RFC 9112 sections 3 and 4).</summary>
internal static class HttpStartLine
{
    /// <summary>Most octets of a method; the longest registered one has 17 (UPDATEREDIRECTREF).</summary>
    private const int MaxMethodLength = 24;

    /// <summary>"HTTP/", a digit, a dot and a digit.</summary>
    private const int VersionLength = 8;

    private const int StatusLength = 3;

    private static ReadOnlySpan<byte> VersionStart => "HTTP/"u8;

    /// <summary>Whether the octets begin with a method in use, and a space.</summary>
    public static bool StartsWithMethod(ReadOnlySpan<byte> data)
    {
        int space = data[..Math.Min(data.Length, MaxMethodLength + 1)].IndexOf((byte)' ');
        ReadOnlySpan<byte> method = space < 0 ? default : data[..space];
        return method.SequenceEqual("GET"u8)
            || method.SequenceEqual("POST"u8)
            || method.SequenceEqual("CONNECT"u8)
            || method.SequenceEqual("HEAD"u8)
            || method.SequenceEqual("PUT"u8)
            || method.SequenceEqual("DELETE"u8)
            || method.SequenceEqual("OPTIONS"u8)
            || method.SequenceEqual("PATCH"u8)
            || method.SequenceEqual("TRACE"u8)
            || method.SequenceEqual("PROPFIND"u8)
            || method.SequenceEqual("BITS_POST"u8);
    }

    /// <summary>Reads the start line.</summary>
    /// <param name="data">The first octets of a stream.</param>
    /// <param name="message">The message without header fields.</param>
    /// <param name="length">Octets of the line with its end.</param>
    /// <param name="error">What is wrong, when the result is InvalidData.</param>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out HttpMessage? message, out int length, out ParseError error)
    {
        message = null;
        length = 0;
        error = default;
        bool isResponse = data.StartsWith(VersionStart[..Math.Min(data.Length, VersionStart.Length)]);
        if (!isResponse && !MayBeRequest(data))
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        int end = data[..Math.Min(data.Length, HttpMessage.MaxLineLength)].IndexOf((byte)'\n');
        if (end < 0)
        {
            if (data.Length < HttpMessage.MaxLineLength)
            {
                return OperationStatus.NeedMoreData;
            }

            error = new ParseError(ParseErrorKind.LimitExceeded, HttpMessage.MaxLineLength);
            return OperationStatus.InvalidData;
        }

        length = end + 1;
        ReadOnlySpan<byte> line = data[..end].TrimEnd((byte)'\r');
        message = isResponse ? ReadStatus(line) : ReadRequest(line);
        if (message is null)
        {
            error = new ParseError(ParseErrorKind.BadValue, 0);
            return OperationStatus.InvalidData;
        }

        return OperationStatus.Done;
    }

    /// <summary>Whether a method, as far as it is there, has only capitals, "-" and "_".</summary>
    private static bool MayBeRequest(ReadOnlySpan<byte> data)
    {
        ReadOnlySpan<byte> start = data[..Math.Min(data.Length, MaxMethodLength + 1)];
        int space = start.IndexOf((byte)' ');
        if (space == 0 || (space < 0 && start.Length > MaxMethodLength))
        {
            return false;
        }

        foreach (byte octet in space < 0 ? start : start[..space])
        {
            if (octet is not ((>= (byte)'A' and <= (byte)'Z') or (byte)'-' or (byte)'_'))
            {
                return false;
            }
        }

        return true;
    }

    private static HttpMessage? ReadRequest(ReadOnlySpan<byte> line)
    {
        int method = line.IndexOf((byte)' ');
        int version = line.LastIndexOf((byte)' ');
        if (method <= 0 || version <= method || !IsVersion(line[(version + 1)..]))
        {
            return null;
        }

        return new HttpMessage
        {
            IsRequest = true,
            Method = HttpMessage.Text(line[..method]),
            Target = HttpMessage.Address(line[(method + 1)..version].Trim((byte)' ')),
        };
    }

    private static HttpMessage? ReadStatus(ReadOnlySpan<byte> line)
    {
        int status = VersionLength + 1;
        if (line.Length < status + StatusLength || !IsVersion(line[..VersionLength]) || line[VersionLength] != (byte)' ')
        {
            return null;
        }

        int code = 0;
        foreach (byte octet in line.Slice(status, StatusLength))
        {
            if (!char.IsAsciiDigit((char)octet))
            {
                return null;
            }

            code = (code * 10) + octet - '0';
        }

        ReadOnlySpan<byte> reason = line[(status + StatusLength)..];
        if (code < 100 || (reason.Length > 0 && reason[0] != (byte)' '))
        {
            return null;
        }

        return new HttpMessage
        {
            StatusCode = code,
            Reason = HttpMessage.Text(reason.Trim((byte)' ')),
        };
    }

    private static bool IsVersion(ReadOnlySpan<byte> text) =>
        text.Length == VersionLength
        && text.StartsWith(VersionStart)
        && char.IsAsciiDigit((char)text[5])
        && text[6] == (byte)'.'
        && char.IsAsciiDigit((char)text[7]);
}
