using Gatehouse.Protocol.Timing;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <summary>
/// The client's end of the security check, without sockets, clocks or randomness. There are four sorts of members: getters;
/// <c>Handle…</c> for what happens outside; commands; and <c>TryPoll…</c> for what comes out. After any call of the second or third sort, take
/// events and datagrams until there are none, then wait until <see cref="NextTimeout"/> or the next datagram. Time never runs backwards.
/// </summary>
/// <remarks>Not for several threads at once. One node serves the process from start to end, through any number of sessions.</remarks>
public sealed partial class Node
{
    private readonly byte[] _salt;
    private readonly Jitter _jitter;
    private readonly RoundTrip _roundTrip = new();
    private readonly SentLog _sent = new();
    private readonly PushLog _pushes = new();
    private readonly Queue<NodeEvent> _events = new();
    private Session? _session;
    private Exchange? _exchange;
    private Note? _heartbeat;
    private Note? _goodbye;

    /// <summary>Makes a node.</summary>
    /// <param name="salt">16 random octets, new for each start of the process.</param>
    /// <param name="seed">Any number that differs between endpoints; spreads the moments of sending.</param>
    /// <exception cref="ArgumentException">The salt has another length.</exception>
    public Node(ReadOnlySpan<byte> salt, ulong seed)
    {
        if (salt.Length != ProtocolLimits.SaltLength)
        {
            throw new ArgumentException($"a salt has {ProtocolLimits.SaltLength} octets", nameof(salt));
        }

        _salt = salt.ToArray();
        _jitter = new Jitter(seed);
    }

    /// <summary>Whether a session is open; without one nothing is sent.</summary>
    public bool HasSession => _session is not null;

    /// <summary>How long an answer is waited for, as measured; for the log.</summary>
    public TimeSpan AnswerTimeout => _roundTrip.Timeout;

    /// <summary>When to call <see cref="HandleTimeout"/>; null when only datagrams and commands are waited for.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            TimeSpan? next = _session?.Expires;
            Consider(_exchange?.Timer);
            Consider(_heartbeat?.Timer);
            Consider(_goodbye?.Timer);
            return next;

            void Consider(Retransmission? timer)
            {
                TimeSpan? at = _session is null ? timer?.Deadline : timer?.Wakeup;
                next = at is null || at > next ? next : at;
            }
        }
    }

    /// <summary>Uses a session from now on, in place of any other; what is under way goes on under it.</summary>
    /// <param name="now">The time, which is when the session was granted.</param>
    /// <param name="sessionId">Names the session.</param>
    /// <param name="secret">32 octets.</param>
    /// <param name="token">104 octets.</param>
    /// <param name="proof">28 octets, or none.</param>
    /// <param name="expires">When the session ends.</param>
    /// <exception cref="ArgumentException">Something has another length.</exception>
    public void OpenSession(
        TimeSpan now, ulong sessionId, ReadOnlySpan<byte> secret, ReadOnlySpan<byte> token, ReadOnlySpan<byte> proof, TimeSpan expires)
    {
        if (secret.Length != Sessions.SessionTicket.SecretLength
            || token.Length != SealedLayout.TokenLength
            || proof.Length is not (0 or SealedLayout.ProofLength))
        {
            throw new ArgumentException("secret, token or address proof do not have the length they should have", nameof(secret));
        }

        _session = new Session(now, sessionId, secret, token, proof, expires, _salt);
        _sent.Forget();
        _unsealedRefusals = 0;
        _acknowledgements.Clear();
        _exchange?.StartOver();
        ResendAll(now);
    }

    /// <summary>Begins a security check with packet 1, in place of any other under way.</summary>
    /// <param name="now">The time.</param>
    /// <param name="exchange">16 random octets, new for each check.</param>
    /// <param name="body">The request.</param>
    /// <param name="deadline">When to give up.</param>
    /// <exception cref="ArgumentException">The body is too long.</exception>
    public void StartCheck(TimeSpan now, Guid exchange, ReadOnlyMemory<byte> body, TimeSpan deadline) =>
        Begin(now, new Exchange(exchange, CheckMessage.Request, body, new Retransmission(deadline)));

    /// <summary>Goes on with packet 3, in place of any other message of a check under way.</summary>
    /// <param name="now">The time.</param>
    /// <param name="exchange">As for packet 1.</param>
    /// <param name="body">The report; under one exchange always the same.</param>
    /// <param name="deadline">When to give up.</param>
    /// <exception cref="ArgumentException">The body is too long.</exception>
    public void SendReport(TimeSpan now, Guid exchange, ReadOnlyMemory<byte> body, TimeSpan deadline) =>
        Begin(now, new Exchange(exchange, CheckMessage.Report, body, new Retransmission(deadline)));

    /// <summary>Gives a check up without an event, as when it goes on over HTTPS.</summary>
    public void AbandonCheck() => _exchange = null;

    /// <summary>Sends a heartbeat, in place of one not answered yet.</summary>
    /// <param name="now">The time.</param>
    /// <param name="body">At most <see cref="ProtocolLimits.MaxNote"/> octets.</param>
    /// <param name="deadline">When to give up.</param>
    public void SendHeartbeat(TimeSpan now, ReadOnlySpan<byte> body, TimeSpan deadline)
    {
        ProtocolLimits.CheckNote(body.Length);
        _heartbeat = new Note(CheckMessage.Heartbeat, body.ToArray(), new Retransmission(deadline));
        Send(now, _heartbeat);
    }

    /// <summary>Says that the agent stops.</summary>
    /// <inheritdoc cref="SendHeartbeat"/>
    public void SayGoodbye(TimeSpan now, ReadOnlySpan<byte> body, TimeSpan deadline)
    {
        ProtocolLimits.CheckNote(body.Length);
        _goodbye = new Note(CheckMessage.Goodbye, body.ToArray(), new Retransmission(deadline));
        Send(now, _goodbye);
    }

    /// <summary>The time has come that <see cref="NextTimeout"/> told.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (_session is { } session && now >= session.Expires)
        {
            EndSession();
        }

        if (_exchange is { } exchange)
        {
            if (now >= exchange.Timer.Deadline)
            {
                _exchange = null;
                Raise(new NodeEvent(NodeEventKind.GaveUp, exchange.Message, exchange.Id, exchange.Body, exchange.Timer.Tries));
            }
            else if (now >= exchange.Timer.Due)
            {
                Send(now, exchange);
            }
        }

        OnTimeout(now, ref _heartbeat);
        OnTimeout(now, ref _goodbye);
    }

    /// <summary>Takes the next event.</summary>
    public bool TryPollEvent(out NodeEvent nodeEvent) => _events.TryDequeue(out nodeEvent);

    private void OnTimeout(TimeSpan now, ref Note? note)
    {
        if (note is not { } waiting)
        {
            return;
        }

        if (now >= waiting.Timer.Deadline)
        {
            note = null;
            Raise(new NodeEvent(NodeEventKind.GaveUp, waiting.Message, Body: waiting.Body, Tries: waiting.Timer.Tries));
        }
        else if (now >= waiting.Timer.Due)
        {
            Send(now, waiting);
        }
    }

    private void Begin(TimeSpan now, Exchange exchange)
    {
        _exchange = exchange;
        Send(now, exchange);
    }

    private void Send(TimeSpan now, Exchange exchange)
    {
        if (_session is null)
        {
            return;
        }

        exchange.SendNext();
        exchange.Timer.Sent(now, _roundTrip, _jitter);
        CheckMessage message = exchange.IsDelivered ? CheckMessage.Query : exchange.Message;
        Raise(new NodeEvent(NodeEventKind.Sent, message, exchange.Id, exchange.Body, exchange.Timer.Tries));
    }

    private void Send(TimeSpan now, Note note)
    {
        if (_session is null)
        {
            return;
        }

        note.IsPending = true;
        note.Timer.Sent(now, _roundTrip, _jitter);
        Raise(new NodeEvent(NodeEventKind.Sent, note.Message, Body: note.Body, Tries: note.Timer.Tries));
    }

    private void ResendAll(TimeSpan now)
    {
        if (_exchange is { } exchange)
        {
            exchange.Timer.Progress();
            Send(now, exchange);
        }

        if (_heartbeat is { } heartbeat)
        {
            Send(now, heartbeat);
        }

        if (_goodbye is { } goodbye)
        {
            Send(now, goodbye);
        }
    }

    private void EndSession()
    {
        _session = null;
        _exchange?.StartOver();
        Raise(new NodeEvent(NodeEventKind.SessionEnded, CheckMessage.NewSession));
    }

    private void Raise(in NodeEvent nodeEvent) => _events.Enqueue(nodeEvent);
}
