using System.Buffers;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// Reads the body of a Certificate handshake message in the layout of TLS 1.2 and older (RFC 5246 section 7.4.2), which crosses
/// the wire in the clear: a 24-bit length, then certificates with 24-bit lengths.
/// </summary>
public static class CertificateMessage
{
    /// <summary>The most certificates accepted in one chain.</summary>
    public const int MaxCertificates = 64;

    /// <summary>The longest certificate accepted, in octets.</summary>
    public const int MaxCertificateLength = 64 * 1024;

    /// <summary>Reads the body of one message.</summary>
    /// <param name="body">The body of the message, without its handshake header.</param>
    /// <param name="chain">The certificates, leaf first; none when the sender has no certificate to show.</param>
    /// <param name="error">With InvalidData, what is wrong and where in <paramref name="body"/>.</param>
    /// <returns>
    /// NeedMoreData when octets are missing that the list length promises; InvalidData for a certificate that does not fit the list
    /// or is empty, leftover octets, or a list over the limits.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> body, out CertificateChain chain, out ParseError error)
    {
        chain = default;
        error = default;
        SpanReader reader = new(body);
        if (!reader.TryReadUInt24(out int length) || !reader.TryTake(length, out ReadOnlySpan<byte> list))
        {
            return OperationStatus.NeedMoreData;
        }

        if (reader.Remaining > 0)
        {
            error = new ParseError(ParseErrorKind.TrailingData, reader.Position);
            return OperationStatus.InvalidData;
        }

        int count = 0;
        SpanReader entries = new(list);
        while (entries.Remaining > 0)
        {
            int start = entries.Position;
            ParseErrorKind problem = ParseErrorKind.None;
            if (!CertificateChain.TryTakeEntry(ref entries, out ReadOnlySpan<byte> der) || der.IsEmpty)
            {
                problem = ParseErrorKind.BadLength;
            }
            else if (der.Length > MaxCertificateLength || ++count > MaxCertificates)
            {
                problem = ParseErrorKind.LimitExceeded;
            }

            if (problem != ParseErrorKind.None)
            {
                error = new ParseError(problem, 3 + start);
                return OperationStatus.InvalidData;
            }
        }

        chain = new CertificateChain(list, count);
        return OperationStatus.Done;
    }
}
