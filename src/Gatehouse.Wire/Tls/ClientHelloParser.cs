using System.Buffers;
using System.Text;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// Reads a ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2; the DTLS form with its cookie, RFC 6347
/// section 4.2.1). Extensions that nobody asks about are listed by type only.
/// </summary>
internal static class ClientHelloParser
{
    private const int MinNumberList = 2;

    /// <summary>Reads a whole handshake message: header (type, 24-bit length) and body.</summary>
    /// <param name="message">The message; octets after the length its header declares are an error.</param>
    /// <param name="recordVersion">Version field of the record it came in; 0 when there was none.</param>
    /// <param name="hello">The hello when the result is Done.</param>
    /// <param name="error">With InvalidData, what is wrong; the offset counts from the start of the body.</param>
    /// <returns>
    /// NeedMoreData when fewer octets are there than the header declares; InvalidData for another message type, a hello
    /// over 64 KiB, a length that does not fit what holds it, or leftover octets.
    /// </returns>
    public static OperationStatus Read(
        ReadOnlySpan<byte> message, ushort recordVersion, out ClientHello? hello, out ParseError error)
    {
        hello = null;
        OperationStatus status = HandshakeFrame.Open(message, HandshakeType.ClientHello, out ReadOnlySpan<byte> body, out error);
        return status is OperationStatus.Done ? ReadBody(body, recordVersion, isDatagram: false, out hello, out error) : status;
    }

    /// <summary>Reads a complete body; a field that does not fit is therefore InvalidData.</summary>
    internal static OperationStatus ReadBody(
        ReadOnlySpan<byte> body, ushort recordVersion, bool isDatagram, out ClientHello? hello, out ParseError error)
    {
        hello = null;
        SpanReader reader = new(body);
        ReadOnlySpan<byte> sessionId = default;
        if (!reader.TryReadUInt16(out ushort version)
            || !reader.TryTake(HelloFields.RandomLength, out ReadOnlySpan<byte> random)
            || !HelloFields.TryTakeVector8(ref reader, out sessionId)
            || sessionId.Length > HelloFields.MaxSessionIdLength
            || (isDatagram && !HelloFields.TryTakeVector8(ref reader, out _))
            || !HelloFields.TryTakeVector16(ref reader, out ReadOnlySpan<byte> suites)
            || suites.Length < MinNumberList
            || !HelloFields.TryToNumbers(suites, out ushort[] cipherSuites)
            || !HelloFields.TryTakeVector8(ref reader, out ReadOnlySpan<byte> compressionMethods)
            || compressionMethods.IsEmpty)
        {
            return Invalid(ParseErrorKind.BadLength, reader.Position, out error);
        }

        int blockStart = reader.Position + sizeof(ushort);
        if (!HelloFields.TryTakeExtensions(ref reader, out ReadOnlySpan<byte> block, out ushort[] extensions, out error))
        {
            return OperationStatus.InvalidData;
        }

        Parts parts = new();
        SpanReader walk = new(block);
        while (walk.TryReadUInt16(out ushort type) && HelloFields.TryTakeVector16(ref walk, out ReadOnlySpan<byte> extension))
        {
            if (!parts.TryRead(type, extension))
            {
                return Invalid(ParseErrorKind.BadLength, blockStart + walk.Position - extension.Length, out error);
            }
        }

        error = default;
        hello = new ClientHello
        {
            RecordVersion = recordVersion,
            LegacyVersion = version,
            Random = random.ToArray(),
            SessionIdLength = sessionId.Length,
            CipherSuites = cipherSuites,
            CipherSuiteCount = cipherSuites.Length,
            Extensions = extensions,
            ServerName = parts.ServerName,
            Alpn = parts.Alpn,
            SupportedVersions = parts.SupportedVersions,
            Groups = parts.Groups,
            PointFormats = parts.PointFormats,
            SignatureAlgorithms = parts.SignatureAlgorithms,
            IsDatagram = isDatagram,
            HasEncryptedClientHello = parts.HasEncryptedClientHello,
        };
        return OperationStatus.Done;
    }

    private static OperationStatus Invalid(ParseErrorKind kind, int offset, out ParseError error)
    {
        error = new ParseError(kind, offset);
        return OperationStatus.InvalidData;
    }

    /// <summary>What the extensions say, gathered on the way through.</summary>
    private struct Parts()
    {
        public string? ServerName { get; private set; }

        public string[] Alpn { get; private set; } = [];

        public ushort[] SupportedVersions { get; private set; } = [];

        public ushort[] Groups { get; private set; } = [];

        public byte[] PointFormats { get; private set; } = [];

        public ushort[] SignatureAlgorithms { get; private set; } = [];

        public bool HasEncryptedClientHello { get; private set; }

        public bool TryRead(ushort type, ReadOnlySpan<byte> body)
        {
            SpanReader reader = new(body);
            ReadOnlySpan<byte> vector;
            ushort[] numbers;
            switch (type)
            {
                case ExtensionTypes.ServerName:
                    return TryReadServerName(body);
                case ExtensionTypes.ApplicationLayerProtocolNegotiation:
                    bool isList = HelloFields.TryReadAlpn(body, out string[] names);
                    Alpn = names;
                    return isList;
                case ExtensionTypes.SupportedVersions:
                    if (!HelloFields.TryTakeVector8(ref reader, out vector) || !HelloFields.TryToNumbers(vector, out numbers))
                    {
                        return false;
                    }

                    SupportedVersions = numbers;
                    return reader.Remaining == 0;
                case ExtensionTypes.SupportedGroups:
                    if (!HelloFields.TryTakeVector16(ref reader, out vector) || !HelloFields.TryToNumbers(vector, out numbers))
                    {
                        return false;
                    }

                    Groups = numbers;
                    return reader.Remaining == 0;
                case ExtensionTypes.SignatureAlgorithms:
                    if (!HelloFields.TryTakeVector16(ref reader, out vector) || !HelloFields.TryToNumbers(vector, out numbers))
                    {
                        return false;
                    }

                    SignatureAlgorithms = numbers;
                    return reader.Remaining == 0;
                case ExtensionTypes.EcPointFormats:
                    if (!HelloFields.TryTakeVector8(ref reader, out vector))
                    {
                        return false;
                    }

                    PointFormats = vector.ToArray();
                    return reader.Remaining == 0;
                case ExtensionTypes.EncryptedClientHello:
                    HasEncryptedClientHello = true;
                    return true;
                default:
                    return true;
            }
        }

        /// <summary>The first host_name of the list; an empty body, which some clients send, names nobody.</summary>
        private bool TryReadServerName(ReadOnlySpan<byte> body)
        {
            const byte HostName = 0;
            if (body.IsEmpty)
            {
                return true;
            }

            SpanReader reader = new(body);
            if (!HelloFields.TryTakeVector16(ref reader, out ReadOnlySpan<byte> list) || reader.Remaining > 0)
            {
                return false;
            }

            SpanReader names = new(list);
            while (names.Remaining > 0)
            {
                if (!names.TryReadByte(out byte kind) || !HelloFields.TryTakeVector16(ref names, out ReadOnlySpan<byte> name))
                {
                    return false;
                }

                if (kind == HostName)
                {
                    ServerName ??= Encoding.Latin1.GetString(name);
                }
            }

            return true;
        }
    }
}
