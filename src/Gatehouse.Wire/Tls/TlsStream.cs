using System.Buffers;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// Reads one direction of a TLS connection from its octets in order: records (RFC 8446 section 5, RFC 5246 section 6),
/// the handshake messages in them as far as they are in the clear, alerts, and an SSLv2-framed ClientHello.
/// </summary>
/// <remarks>
/// How the octets are cut into calls makes no difference to what the sink is told. Bodies of encrypted records are
/// counted, never kept. After the first contradiction the sink gets one <see cref="ITlsMessageSink.OnMalformed"/> and
/// further octets are ignored; the offset of that error counts from the start of the record header, or of the body of
/// the handshake message, that holds the contradiction.
/// </remarks>
public sealed class TlsStream
{
    private const int AlertLength = 2;

    private PieceBuffer _sslV2Hello;
    private HandshakeAssembler _handshake;
    private TlsRecordHeader _record;
    private int _bodyRemaining;
    private HeaderOctets _header;
    private byte _headerCount;
    private byte _alertLevel;
    private bool _hasSeenRecord;
    private bool _inSslV2Hello;

    /// <summary>Whether the octets contradicted the protocol; nothing more will come from this direction.</summary>
    internal bool IsMalformed { get; private set; }

    /// <summary>Octets held back because a header or a message in the clear is not complete yet.</summary>
    public int BufferedBytes => _headerCount + _sslV2Hello.Count + _handshake.BufferedBytes;

    /// <summary>
    /// Whether the first octets of a direction look like TLS: a record header that is valid with a known version, or the start of an
    /// SSLv2-framed ClientHello. At least 5 octets are needed.
    /// </summary>
    public static bool LooksLikeTls(ReadOnlySpan<byte> first) =>
        SslV2HelloParser.LooksLikeHello(first)
        || (TlsRecordHeader.Read(first, out TlsRecordHeader header, out _) is OperationStatus.Done
            && header.Version <= TlsVersions.Tls13
            && header.Type is not TlsContentType.Heartbeat);

    /// <summary>Takes the next octets in order.</summary>
    public void Push(ReadOnlySpan<byte> bytes, ITlsMessageSink sink)
    {
        while (!bytes.IsEmpty && !IsMalformed)
        {
            if (_bodyRemaining == 0 && !BeginRecord(ref bytes, sink))
            {
                return;
            }

            int taken = Math.Min(bytes.Length, _bodyRemaining);
            if (taken > 0)
            {
                _bodyRemaining -= taken;
                TakeBody(bytes[..taken], sink);
                bytes = bytes[taken..];
            }
        }
    }

    /// <summary>Completes the record header; false when it is still incomplete or wrong.</summary>
    private bool BeginRecord(ref ReadOnlySpan<byte> bytes, ITlsMessageSink sink)
    {
        scoped ReadOnlySpan<byte> header = bytes;
        if (_headerCount == 0 && bytes.Length >= TlsRecordHeader.HeaderLength)
        {
            bytes = bytes[TlsRecordHeader.HeaderLength..];
        }
        else
        {
            int taken = Math.Min(bytes.Length, TlsRecordHeader.HeaderLength - _headerCount);
            bytes[..taken].CopyTo(_header[_headerCount..]);
            bytes = bytes[taken..];
            _headerCount += (byte)taken;
            if (_headerCount < TlsRecordHeader.HeaderLength)
            {
                return false;
            }

            _headerCount = 0;
            header = _header;
        }

        if (!_hasSeenRecord && SslV2HelloParser.LooksLikeHello(header))
        {
            _hasSeenRecord = true;
            _inSslV2Hello = true;
            _bodyRemaining = SslV2HelloParser.MessageLength(header) + SslV2HelloParser.HeaderLength - TlsRecordHeader.HeaderLength;
            _sslV2Hello.Append(header[..TlsRecordHeader.HeaderLength]);
            return true;
        }

        if (TlsRecordHeader.Read(header, out _record, out ParseError error) is not OperationStatus.Done)
        {
            Fail(error, sink);
            return false;
        }

        _hasSeenRecord = true;
        _bodyRemaining = _record.Length;
        AnnounceRecord(sink);
        return !IsMalformed;
    }

    /// <summary>Tells what the header alone gives away.</summary>
    private void AnnounceRecord(ITlsMessageSink sink)
    {
        switch (_record.Type)
        {
            case TlsContentType.ApplicationData when _handshake.IsInsideMessage:
                Fail(new ParseError(ParseErrorKind.BadType, 0), sink);
                break;
            case TlsContentType.ApplicationData:
                sink.OnApplicationData(_record.Length);
                break;
            case TlsContentType.Handshake when _handshake.IsEncrypted:
                sink.OnEncryptedHandshake(_record.Length);
                break;
            case TlsContentType.Alert when _record.Length != AlertLength:
                sink.OnAlert(new TlsAlert(0, 0, IsEncrypted: true), _record.Length);
                break;
            case TlsContentType.ChangeCipherSpec when _handshake.IsInsideMessage:
                Fail(new ParseError(ParseErrorKind.BadType, 0), sink);
                break;
            case TlsContentType.ChangeCipherSpec when _record.Length != 1 && !_handshake.IsEncrypted:
                Fail(new ParseError(ParseErrorKind.BadLength, 3), sink);
                break;
        }
    }

    private void TakeBody(ReadOnlySpan<byte> piece, ITlsMessageSink sink)
    {
        if (_inSslV2Hello)
        {
            TakeSslV2Hello(piece, sink);
            return;
        }

        switch (_record.Type)
        {
            case TlsContentType.Handshake:
                if (!_handshake.Push(piece, _record, sink, out ParseError error))
                {
                    Fail(error, sink);
                }

                break;
            case TlsContentType.Alert when _record.Length == AlertLength:
                TakeAlert(piece, sink);
                break;
            case TlsContentType.ChangeCipherSpec when _bodyRemaining == 0:
                TakeChangeCipherSpec(piece[^1], sink);
                break;
        }
    }

    /// <summary>
    /// Two octets are always an alert in the clear: encryption adds at least an integrity check. This holds after
    /// ChangeCipherSpec too, because TLS 1.3 sends one that changes nothing (RFC 8446 appendix D.4).
    /// </summary>
    private void TakeAlert(ReadOnlySpan<byte> piece, ITlsMessageSink sink)
    {
        byte level = piece.Length == AlertLength || _bodyRemaining == 1 ? piece[0] : _alertLevel;
        _alertLevel = level;
        if (_bodyRemaining == 0)
        {
            sink.OnAlert(new TlsAlert(level, piece[^1], IsEncrypted: false), AlertLength);
        }
    }

    private void TakeChangeCipherSpec(byte value, ITlsMessageSink sink)
    {
        // In a renegotiation the body is encrypted and says nothing.
        if (value != 1 && !_handshake.IsEncrypted)
        {
            Fail(new ParseError(ParseErrorKind.BadValue, TlsRecordHeader.HeaderLength), sink);
            return;
        }

        _handshake.ChangeCipherSpec();
        sink.OnChangeCipherSpec();
    }

    private void TakeSslV2Hello(ReadOnlySpan<byte> piece, ITlsMessageSink sink)
    {
        _sslV2Hello.Append(piece);
        if (_bodyRemaining > 0)
        {
            return;
        }

        _inSslV2Hello = false;
        OperationStatus status = SslV2HelloParser.Read(_sslV2Hello.Span, out ClientHello? hello, out ParseError error);
        _sslV2Hello.Clear();
        if (status is OperationStatus.Done)
        {
            _handshake.AfterSslV2Hello();
            sink.OnClientHello(hello!);
        }
        else
        {
            Fail(error, sink);
        }
    }

    private void Fail(ParseError error, ITlsMessageSink sink)
    {
        IsMalformed = true;
        _sslV2Hello.Clear();
        _handshake.Clear();
        sink.OnMalformed(error);
    }

    [System.Runtime.CompilerServices.InlineArray(TlsRecordHeader.HeaderLength)]
    private struct HeaderOctets
    {
        private byte _first;
    }
}
