using System.Buffers;

namespace Gatehouse.Wire.Tls;

/// <summary>The frame around one handshake message: type (8 bits) and length (24 bits), RFC 8446 section 4.</summary>
internal static class HandshakeFrame
{
    /// <summary>Finds the body of a hello of the given type.</summary>
    /// <returns>NeedMoreData when octets are missing; InvalidData for another type, over-long or leftover octets.</returns>
    public static OperationStatus Open(
        ReadOnlySpan<byte> message, HandshakeType expected, out ReadOnlySpan<byte> body, out ParseError error)
    {
        body = default;
        error = default;
        SpanReader reader = new(message);
        if (!reader.TryReadByte(out byte type))
        {
            return OperationStatus.NeedMoreData;
        }

        if ((HandshakeType)type != expected)
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        if (!reader.TryReadUInt24(out int length))
        {
            return OperationStatus.NeedMoreData;
        }

        if (length > HandshakeAssembler.MaxHelloLength)
        {
            error = new ParseError(ParseErrorKind.LimitExceeded, 1);
            return OperationStatus.InvalidData;
        }

        if (!reader.TryTake(length, out body))
        {
            return OperationStatus.NeedMoreData;
        }

        if (reader.Remaining > 0)
        {
            error = new ParseError(ParseErrorKind.TrailingData, reader.Position);
            return OperationStatus.InvalidData;
        }

        return OperationStatus.Done;
    }
}
