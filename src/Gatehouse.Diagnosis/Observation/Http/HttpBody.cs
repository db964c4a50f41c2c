using Gatehouse.Wire.Http;

namespace Gatehouse.Diagnosis.Observation.Http;

/// <summary>Follows the body of a response to the end that the response announces (RFC 9112 section 6.3).</summary>
internal sealed class HttpBody
{
    private const int NoContent = 204;
    private const int NotModified = 304;

    private readonly bool _isChunked;
    private long _left;
    private bool _endsInLastChunk;

    private HttpBody(long length, bool isChunked)
    {
        _left = length;
        _isChunked = isChunked;
    }

    /// <summary>Whether the body was taken to its last octet, and nothing came behind it.</summary>
    public bool IsComplete => _isChunked ? _endsInLastChunk : _left == 0;

    /// <summary>The body of a response; null when the response does not announce its end.</summary>
    /// <param name="response">The response.</param>
    /// <param name="octets">The octets it begins with, as it was read from.</param>
    /// <param name="isHead">Whether only the head was asked for.</param>
    public static HttpBody? Of(HttpMessage response, ReadOnlySpan<byte> octets, bool isHead)
    {
        bool isEmpty = isHead || response.StatusCode is NoContent or NotModified;
        if (response.HeadLength == 0 || (!isEmpty && response is { ContentLength: null, IsChunked: false }))
        {
            return null;
        }

        HttpBody body = new(isEmpty ? 0 : response.ContentLength ?? 0, response.IsChunked && !isEmpty);
        body.Take(octets[response.HeadLength..]);
        return body;
    }

    /// <summary>Takes octets of the body.</summary>
    public void Take(ReadOnlySpan<byte> octets)
    {
        _left -= octets.Length;
        _endsInLastChunk = octets.EndsWith("0\r\n\r\n"u8);
    }
}
