using System.Buffers;

namespace Gatehouse.Wire.Tls;

/// <summary>Reads a ServerHello or HelloRetryRequest (RFC 8446 sections 4.1.3 and 4.1.4, RFC 5246 section 7.4.1.3).</summary>
internal static class ServerHelloParser
{
    /// <summary>Reads a whole handshake message: header (type, 24-bit length) and body.</summary>
    /// <param name="message">The message; octets after the length its header declares are an error.</param>
    /// <param name="hello">The hello when the result is Done.</param>
    /// <param name="error">With InvalidData, what is wrong; the offset counts from the start of the body.</param>
    /// <returns>
    /// NeedMoreData when fewer octets are there than the header declares; InvalidData for another message type, a hello
    /// over 64 KiB, a length that does not fit what holds it, or leftover octets.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> message, out ServerHello? hello, out ParseError error)
    {
        hello = null;
        OperationStatus status = HandshakeFrame.Open(message, HandshakeType.ServerHello, out ReadOnlySpan<byte> body, out error);
        return status is OperationStatus.Done ? ReadBody(body, out hello, out error) : status;
    }

    /// <summary>Reads a complete body; a field that does not fit is therefore InvalidData.</summary>
    internal static OperationStatus ReadBody(ReadOnlySpan<byte> body, out ServerHello? hello, out ParseError error)
    {
        hello = null;
        SpanReader reader = new(body);
        ushort suite = 0;
        if (!reader.TryReadUInt16(out ushort legacyVersion)
            || !reader.TryTake(HelloFields.RandomLength, out ReadOnlySpan<byte> random)
            || !HelloFields.TryTakeVector8(ref reader, out ReadOnlySpan<byte> sessionId)
            || sessionId.Length > HelloFields.MaxSessionIdLength
            || !reader.TryReadUInt16(out suite)
            || !reader.TrySkip(sizeof(byte)))
        {
            return Invalid(ParseErrorKind.BadLength, reader.Position, out error);
        }

        int blockStart = reader.Position + sizeof(ushort);
        if (!HelloFields.TryTakeExtensions(ref reader, out ReadOnlySpan<byte> block, out ushort[] extensions, out error))
        {
            return OperationStatus.InvalidData;
        }

        ushort version = legacyVersion;
        string? alpn = null;
        SpanReader walk = new(block);
        while (walk.TryReadUInt16(out ushort type) && HelloFields.TryTakeVector16(ref walk, out ReadOnlySpan<byte> extension))
        {
            if (!TryReadExtension(type, extension, ref version, ref alpn))
            {
                return Invalid(ParseErrorKind.BadLength, blockStart + walk.Position - extension.Length, out error);
            }
        }

        error = default;
        hello = new ServerHello
        {
            LegacyVersion = legacyVersion,
            Version = version,
            Random = random.ToArray(),
            SessionIdLength = sessionId.Length,
            CipherSuite = suite,
            Extensions = extensions,
            Alpn = alpn,
            IsHelloRetryRequest = ServerRandom.IsRetry(random),
            Sentinel = ServerRandom.SentinelOf(random),
        };
        return OperationStatus.Done;
    }

    private static bool TryReadExtension(ushort type, ReadOnlySpan<byte> body, ref ushort version, ref string? alpn)
    {
        SpanReader reader = new(body);
        switch (type)
        {
            case ExtensionTypes.SupportedVersions:
                return reader.TryReadUInt16(out version) && reader.Remaining == 0;
            case ExtensionTypes.ApplicationLayerProtocolNegotiation:
                if (!HelloFields.TryReadAlpn(body, out string[] names) || names.Length != 1)
                {
                    return false;
                }

                alpn = names[0];
                return true;
            default:
                return true;
        }
    }

    private static OperationStatus Invalid(ParseErrorKind kind, int offset, out ParseError error)
    {
        error = new ParseError(kind, offset);
        return OperationStatus.InvalidData;
    }
}
