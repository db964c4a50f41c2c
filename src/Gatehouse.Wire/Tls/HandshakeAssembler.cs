using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// Puts the handshake messages of one direction together from the bodies of handshake records (RFC 8446 section 5.1: a
/// message may span records and a record may hold several messages), and knows from where on they are encrypted.
/// Messages that nobody reads are counted, not kept.
/// </summary>
internal struct HandshakeAssembler
{
    /// <summary>Octets of a handshake header: type and 24-bit length (RFC 8446 section 4).</summary>
    public const int HeaderLength = 4;

    /// <summary>The longest handshake message accepted, in octets; room for a long certificate chain.</summary>
    public const int MaxMessageLength = 256 * 1024;

    /// <summary>The longest ClientHello or ServerHello accepted, in octets.</summary>
    public const int MaxHelloLength = 64 * 1024;

    private PieceBuffer _body;
    private uint _header;
    private int _bodyRemaining;
    private ushort _recordVersion;
    private byte _headerCount;
    private Phase _phase;
    private bool _retryPossible;
    private bool _retryRequested;

    private enum Phase : byte
    {
        /// <summary>Nothing read yet; the capture may have missed the start.</summary>
        Unknown = 0,

        /// <summary>Messages are in the clear.</summary>
        Clear,

        /// <summary>A client that offered TLS 1.3 sent ChangeCipherSpec: a second ClientHello may follow in the clear.</summary>
        PerhapsRetry,

        /// <summary>Messages are encrypted.</summary>
        Encrypted,
    }

    /// <summary>Whether every further handshake record of this direction is encrypted.</summary>
    public readonly bool IsEncrypted => _phase == Phase.Encrypted;

    /// <summary>Whether a message in the clear has begun and is not complete.</summary>
    public readonly bool IsInsideMessage => _headerCount > 0;

    /// <summary>Octets held for an incomplete message.</summary>
    public readonly int BufferedBytes => _headerCount + _body.Count;

    private readonly HandshakeType Type => (HandshakeType)(_header >> 24);

    private readonly int Length => (int)(_header & 0xFF_FFFF);

    /// <summary>Takes the next octets of the body of a handshake record.</summary>
    /// <returns>False with the error when they contradict the protocol.</returns>
    public bool Push(ReadOnlySpan<byte> piece, TlsRecordHeader record, ITlsMessageSink sink, out ParseError error)
    {
        error = default;
        while (_phase != Phase.Encrypted)
        {
            if (_headerCount < HeaderLength)
            {
                if (!TakeHeader(ref piece))
                {
                    return true;
                }

                if (!IsInTheClear(record.Length))
                {
                    Clear();
                    _phase = Phase.Encrypted;
                    sink.OnEncryptedHandshake(record.Length);
                    return true;
                }

                if (Length > LimitOf(Type))
                {
                    error = new ParseError(ParseErrorKind.LimitExceeded, 1);
                    return false;
                }

                _phase = Phase.Clear;
                _recordVersion = record.Version;
                _bodyRemaining = Length;
            }

            if (!TakeBody(ref piece, out ReadOnlySpan<byte> body))
            {
                return true;
            }

            bool understood = Tell(body, sink, out error);
            Clear();
            if (!understood)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The peer announced that its next record is encrypted, or in TLS 1.3 pretended to.</summary>
    public void ChangeCipherSpec()
    {
        // After a HelloRetryRequest the ChangeCipherSpec is for the benefit of middleboxes; the ServerHello is still to come.
        if (!_retryRequested)
        {
            _phase = _retryPossible ? Phase.PerhapsRetry : Phase.Encrypted;
        }
    }

    /// <summary>A ClientHello in SSLv2 framing came first; what follows is in the clear.</summary>
    public void AfterSslV2Hello() => _phase = Phase.Clear;

    /// <summary>Forgets the message in progress and gives its memory back.</summary>
    public void Clear()
    {
        _body.Clear();
        _headerCount = 0;
    }

    private static int LimitOf(HandshakeType type) =>
        type is HandshakeType.ClientHello or HandshakeType.ServerHello ? MaxHelloLength : MaxMessageLength;

    private static bool IsRead(HandshakeType type) =>
        type is HandshakeType.ClientHello or HandshakeType.ServerHello or HandshakeType.Certificate;

    private bool TakeHeader(ref ReadOnlySpan<byte> piece)
    {
        if (_headerCount == 0 && piece.Length >= HeaderLength)
        {
            _header = BinaryPrimitives.ReadUInt32BigEndian(piece);
            _headerCount = HeaderLength;
            piece = piece[HeaderLength..];
            return true;
        }

        while (_headerCount < HeaderLength && !piece.IsEmpty)
        {
            _header = (_header << 8) | piece[0];
            _headerCount++;
            piece = piece[1..];
        }

        return _headerCount == HeaderLength;
    }

    /// <summary>
    /// Judges by the message header whether the record is in the clear. It is not asked once messages have been read
    /// and no ChangeCipherSpec came, so unknown types survive there.
    /// </summary>
    private readonly bool IsInTheClear(int recordLength) => _phase switch
    {
        Phase.Clear => true,
        Phase.PerhapsRetry => Type is HandshakeType.ClientHello && Length + HeaderLength == recordLength,
        _ => Type switch
        {
            HandshakeType.ClientHello or HandshakeType.ServerHello => true,
            HandshakeType.HelloRequest => recordLength == HeaderLength && Length == 0,
            HandshakeType.NewSessionTicket or HandshakeType.Certificate or HandshakeType.ServerKeyExchange
                or HandshakeType.CertificateRequest or HandshakeType.ServerHelloDone or HandshakeType.CertificateVerify
                or HandshakeType.ClientKeyExchange or HandshakeType.CertificateStatus => Length + HeaderLength <= recordLength,
            _ => false,
        },
    };

    /// <summary>Completes the body; the span is empty for messages that are only counted.</summary>
    private bool TakeBody(ref ReadOnlySpan<byte> piece, out ReadOnlySpan<byte> body)
    {
        int taken = Math.Min(piece.Length, _bodyRemaining);
        bool isWhole = taken == Length;
        ReadOnlySpan<byte> part = piece[..taken];
        piece = piece[taken..];
        _bodyRemaining -= taken;
        body = default;
        if (!IsRead(Type))
        {
            return _bodyRemaining == 0;
        }

        if (isWhole)
        {
            body = part;
            return true;
        }

        _body.Append(part);
        body = _body.Span;
        return _bodyRemaining == 0;
    }

    private bool Tell(ReadOnlySpan<byte> body, ITlsMessageSink sink, out ParseError error)
    {
        error = default;
        switch (Type)
        {
            case HandshakeType.ClientHello:
                if (ClientHelloParser.ReadBody(body, _recordVersion, isDatagram: false, out ClientHello? client, out error)
                    is not OperationStatus.Done)
                {
                    return false;
                }

                _retryPossible = !_retryPossible && client!.HighestVersion >= TlsVersions.Tls13;
                sink.OnClientHello(client!);
                break;
            case HandshakeType.ServerHello:
                if (ServerHelloParser.ReadBody(body, out ServerHello? server, out error) is not OperationStatus.Done)
                {
                    return false;
                }

                _retryRequested = server!.IsHelloRetryRequest;
                sink.OnServerHello(server);
                break;
            case HandshakeType.Certificate:
                sink.OnCertificate(body);
                break;
            default:
                sink.OnHandshake(Type, Length);
                break;
        }

        return true;
    }
}
