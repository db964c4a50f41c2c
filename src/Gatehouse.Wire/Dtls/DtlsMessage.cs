using System.Buffers;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Dtls;

/// <summary>
/// The first hello, cookie request or alert in a DTLS datagram (RFC 6347, RFC 9147). Handshake messages are not put together over
/// datagrams: a hello that is cut into fragments is noted as such.
/// </summary>
public sealed record DtlsMessage
{
    /// <summary>The most records looked at in one datagram.</summary>
    public const int MaxRecords = 64;

    private const int AlertLength = 2;
    private const int HandshakeHeaderLength = 12;
    private const int FragmentOffsetField = 6;

    /// <summary>What was found.</summary>
    public required DtlsMessageKind Kind { get; init; }

    /// <summary>Version field of the record it was found in, or of the first record.</summary>
    public required ushort RecordVersion { get; init; }

    /// <summary>The hello when <see cref="Kind"/> is ClientHello.</summary>
    public ClientHello? ClientHello { get; init; }

    /// <summary>The hello when <see cref="Kind"/> is ServerHello.</summary>
    public ServerHello? ServerHello { get; init; }

    /// <summary>The alert when <see cref="Kind"/> is Alert.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>Whether the datagram starts with a DTLS record header; at least 13 octets are needed.</summary>
    public static bool LooksLikeDtls(ReadOnlySpan<byte> datagram) =>
        DtlsRecord.Read(datagram, out _, out ParseError error) is OperationStatus.Done
        || (datagram.Length >= DtlsRecord.HeaderLength && error.Kind == ParseErrorKind.None);

    /// <summary>Reads the payload of a UDP datagram.</summary>
    /// <param name="datagram">The payload.</param>
    /// <param name="message">What the datagram says when the result is Done.</param>
    /// <param name="error">With InvalidData, what is wrong; the offset counts from the start of the record that is wrong.</param>
    /// <returns>NeedMoreData when a record is cut short before anything was found; InvalidData for octets that are not DTLS.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> datagram, out DtlsMessage? message, out ParseError error)
    {
        message = null;
        error = default;
        ushort firstVersion = 0;
        for (int i = 0; i < MaxRecords && (i == 0 || !datagram.IsEmpty); i++)
        {
            OperationStatus status = DtlsRecord.Read(datagram, out DtlsRecord record, out error);
            if (status is not OperationStatus.Done)
            {
                // After an encrypted record of DTLS 1.3 the next header has another form; what came first still stands.
                return i > 0 && status is OperationStatus.InvalidData ? Nothing(firstVersion, out message, out error) : status;
            }

            firstVersion = i == 0 ? record.Version : firstVersion;
            status = ReadRecord(record, out message, out error);
            if (status is not OperationStatus.Done || message is not null)
            {
                return status;
            }

            datagram = datagram[record.TotalLength..];
        }

        return Nothing(firstVersion, out message, out error);
    }

    private static OperationStatus Nothing(ushort version, out DtlsMessage? message, out ParseError error)
    {
        error = default;
        message = Message(DtlsMessageKind.Other, version);
        return OperationStatus.Done;
    }

    /// <summary>Done with a null message when the record says nothing that is read.</summary>
    private static OperationStatus ReadRecord(DtlsRecord record, out DtlsMessage? message, out ParseError error)
    {
        message = null;
        error = default;
        if (record.Type is TlsContentType.Alert)
        {
            bool isClear = record.Epoch == 0 && record.Body.Length == AlertLength;
            message = new DtlsMessage
            {
                Kind = DtlsMessageKind.Alert,
                RecordVersion = record.Version,
                Alert = isClear ? new TlsAlert(record.Body[0], record.Body[1], IsEncrypted: false) : new TlsAlert(0, 0, IsEncrypted: true),
            };
            return OperationStatus.Done;
        }

        return record.Type is TlsContentType.Handshake && record.Epoch == 0
            ? ReadHandshake(record, out message, out error)
            : OperationStatus.Done;
    }

    /// <summary>
    /// Handshake header (RFC 6347 section 4.2.2): type 1 octet, length 3, message sequence 2, fragment offset 3,
    /// fragment length 3.
    /// </summary>
    private static OperationStatus ReadHandshake(DtlsRecord record, out DtlsMessage? message, out ParseError error)
    {
        message = null;
        SpanReader reader = new(record.Body);
        ReadOnlySpan<byte> fragment = default;
        int length = 0;
        int offset = 0;
        if (!reader.TryReadByte(out byte type)
            || !reader.TryReadUInt24(out length)
            || !reader.TryReadUInt16(out _)
            || !reader.TryReadUInt24(out offset)
            || !reader.TryReadUInt24(out int fragmentLength)
            || !reader.TryTake(fragmentLength, out fragment))
        {
            return Invalid(new ParseError(ParseErrorKind.BadLength, reader.Position), 0, out error);
        }

        if (offset + fragment.Length > length)
        {
            return Invalid(new ParseError(ParseErrorKind.BadLength, FragmentOffsetField), 0, out error);
        }

        error = default;
        bool isWhole = fragment.Length == length;
        switch ((HandshakeType)type)
        {
            case HandshakeType.ClientHello or HandshakeType.ServerHello when !isWhole:
                message = Message(DtlsMessageKind.HelloFragment, record.Version);
                return OperationStatus.Done;
            case HandshakeType.ClientHello:
                if (ClientHelloParser.ReadBody(fragment, record.Version, isDatagram: true, out ClientHello? client, out error)
                    is not OperationStatus.Done)
                {
                    return Invalid(error, HandshakeHeaderLength, out error);
                }

                message = Message(DtlsMessageKind.ClientHello, record.Version) with { ClientHello = client };
                return OperationStatus.Done;
            case HandshakeType.ServerHello:
                if (ServerHelloParser.ReadBody(fragment, out ServerHello? server, out error) is not OperationStatus.Done)
                {
                    return Invalid(error, HandshakeHeaderLength, out error);
                }

                message = Message(DtlsMessageKind.ServerHello, record.Version) with { ServerHello = server };
                return OperationStatus.Done;
            case HandshakeType.HelloVerifyRequest:
                message = Message(DtlsMessageKind.HelloVerifyRequest, record.Version);
                return OperationStatus.Done;
            default:
                return OperationStatus.Done;
        }
    }

    private static DtlsMessage Message(DtlsMessageKind kind, ushort version) => new() { Kind = kind, RecordVersion = version };

    /// <summary>Turns an offset in something that starts inside the record's body into one in the record.</summary>
    private static OperationStatus Invalid(ParseError inside, int start, out ParseError error)
    {
        error = inside with { Offset = DtlsRecord.HeaderLength + start + inside.Offset };
        return OperationStatus.InvalidData;
    }
}
