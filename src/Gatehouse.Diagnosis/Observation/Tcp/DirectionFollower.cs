using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Http;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>Follows the beginning of one direction: tells what protocol it speaks and hands the octets to its observer.</summary>
internal sealed class DirectionFollower : IStreamConsumer
{
    private const int RecordHeader = 5;

    private readonly TcpConversation _conversation;
    private readonly ChainReader _certificates;
    private readonly StreamAssembler _assembler;
    private readonly OctetBudget _incomplete;
    private TlsDirectionObserver? _tls;
    private int _incompleteOctets;
    private Timestamp _time = Timestamp.None;

    public DirectionFollower(TcpConversation conversation, Side side, uint start, ChainReader certificates, StreamBudgets budgets)
    {
        _conversation = conversation;
        _certificates = certificates;
        _assembler = new StreamAssembler(start, this, budgets.Waiting);
        _incomplete = budgets.Incomplete;
        Side = side;
    }

    /// <summary>Who speaks; changes when a guess about the client proves wrong.</summary>
    public Side Side { get; set; }

    /// <summary>Whether nothing more is wanted from this direction.</summary>
    public bool IsClosed => _assembler.IsClosed;

    /// <summary>Takes a segment's payload.</summary>
    public void Take(uint sequence, ReadOnlySpan<byte> payload, bool isCut, long frame, Timestamp time)
    {
        _time = time;
        _assembler.Take(sequence, payload, isCut, frame);
        if (_assembler.IsClosed)
        {
            ForgetTls();
        }
    }

    /// <summary>Follows no further and gives back what is held.</summary>
    public void Close()
    {
        _assembler.Close();
        ForgetTls();
    }

    /// <summary>Starts over: what follows is another protocol, as after a proxy has opened a tunnel.</summary>
    public void Restart()
    {
        SetKind(StreamKind.Unknown);
        ForgetTls();
    }

    public bool Consume(ReadOnlySpan<byte> octets, long frame)
    {
        if (Kind == StreamKind.Http && Side == Side.Client && _conversation.Http is { IsConnect: true } && IsHello(octets))
        {
            // The proxy has agreed, in an answer that came in pieces or is not in the capture.
            HttpObserver.OpenTunnel(_conversation, frame);
        }

        if (IsRestOfConsent(octets))
        {
            return true;
        }

        if (Kind == StreamKind.Unknown)
        {
            Classify(octets);
        }

        return Kind switch
        {
            StreamKind.Tls => ConsumeTls(octets, frame),
            StreamKind.Http => HttpObserver.Consume(_conversation, Side, octets, frame, _time),
            _ => false,
        };
    }

    private StreamKind Kind => Side == Side.Client ? _conversation.ClientKind : _conversation.ServerKind;

    private void SetKind(StreamKind kind)
    {
        if (Side == Side.Client)
        {
            _conversation.ClientKind = kind;
        }
        else
        {
            _conversation.ServerKind = kind;
        }
    }

    private void Classify(ReadOnlySpan<byte> octets)
    {
        bool isTls = TlsStream.LooksLikeTls(octets);
        bool isRequest = !isTls && HttpMessage.LooksLikeRequest(octets);
        bool opens = isRequest || IsHello(octets);
        if (opens && Side == Side.Server && !_conversation.OpeningSeen && _conversation.FromServer.SynFrame == 0)
        {
            _conversation.SwapSides();
        }

        SetKind(isTls ? StreamKind.Tls
            : isRequest || HttpMessage.LooksLikeResponse(octets) ? StreamKind.Http
            : StreamKind.Other);
    }

    /// <summary>Whether the proxy has not finished its answer: in a new tunnel the client speaks first, or TLS is spoken.</summary>
    private bool IsRestOfConsent(ReadOnlySpan<byte> octets) =>
        Side == Side.Server
        && _conversation is { TunnelFrame: > 0, ServerKind: StreamKind.Unknown, ClientKind: StreamKind.Unknown }
        && !TlsStream.LooksLikeTls(octets);

    private static bool IsHello(ReadOnlySpan<byte> octets) =>
        octets.Length > RecordHeader
        && octets[0] == (byte)TlsContentType.Handshake
        && octets[RecordHeader] == (byte)HandshakeType.ClientHello
        && TlsStream.LooksLikeTls(octets);

    private bool ConsumeTls(ReadOnlySpan<byte> octets, long frame)
    {
        _conversation.Tls ??= new TlsConversation();
        _tls ??= new TlsDirectionObserver(_conversation.Tls, Side, _certificates);
        bool wantsMore = _tls.Push(octets, frame, _time);
        int grown = _tls.BufferedBytes - _incompleteOctets;
        if (grown > 0 && !_incomplete.TryTake(grown))
        {
            return false;
        }

        _incomplete.Return(Math.Max(0, -grown));
        _incompleteOctets += grown;
        return wantsMore;
    }

    private void ForgetTls()
    {
        _tls = null;
        _incomplete.Return(_incompleteOctets);
        _incompleteOctets = 0;
    }
}
