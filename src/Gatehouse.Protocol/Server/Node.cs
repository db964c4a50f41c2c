using System.Buffers;
using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>
/// The server's end of the security check, without sockets, clocks or randomness. There are four sorts of members: getters;
/// <c>Handle…</c> for what happens outside; commands; and <c>TryPoll…</c> for what comes out. After any call of the second or third sort, take
/// events and datagrams until there are none, then wait until <see cref="NextTimeout"/> or the next datagram. Time never runs backwards.
/// </summary>
/// <remarks>
/// Not for several threads at once. Several nodes may share the load of one server, each with a salt of its own, as long as a session's datagrams
/// go to the same one; if they do not, a check only costs more datagrams.
/// </remarks>
public sealed partial class Node
{
    private readonly NodeOptions _options;
    private readonly byte[] _salt;
    private readonly SessionTable _sessions;
    private readonly ExchangeTable _exchanges;
    private readonly PushTable _pushes;
    private readonly Queue<NodeEvent> _events = new();
    private readonly Action<Session> _forget;
    private readonly byte[] _plain = new byte[ProtocolLimits.MaxDatagram];
    private ServerKeyRing _keys;

    /// <summary>Makes a node.</summary>
    /// <param name="keys">The server's keys, the same on every node.</param>
    /// <param name="salt">16 random octets, new for each start of a process and for each node in it.</param>
    /// <param name="options">Bounds; the usual ones when null.</param>
    /// <exception cref="ArgumentException">The salt has another length, or sessions are remembered for too short.</exception>
    public Node(ServerKeyRing keys, ReadOnlySpan<byte> salt, NodeOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (salt.Length != ProtocolLimits.SaltLength)
        {
            throw new ArgumentException($"a salt has {ProtocolLimits.SaltLength} octets", nameof(salt));
        }

        _options = options ?? new NodeOptions();
        if (_options.SessionRetention < 2 * ProtocolLimits.FreshFor)
        {
            throw new ArgumentException("a session is remembered for at least twice as long as a datagram is fresh", nameof(options));
        }

        _keys = keys;
        _salt = salt.ToArray();
        _sessions = new SessionTable(_options.MaxSessions, _options.SessionRetention);
        _exchanges = new ExchangeTable(_options.MaxExchangeOctets, _options.ExchangeRetention, OnForgotten);
        _pushes = new PushTable(_options.MaxPushes);
        _forget = session =>
        {
            if (session.Exchange is { } exchange)
            {
                _exchanges.Remove(exchange);
            }
        };
    }

    /// <summary>Sessions remembered, which are those heard lately.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Exchanges remembered.</summary>
    public int ExchangeCount => _exchanges.Count;

    /// <summary>What became of incoming datagrams.</summary>
    public NodeStatistics Statistics { get; } = new();

    /// <summary>When to call <see cref="HandleTimeout"/>; null when only datagrams are waited for.</summary>
    public TimeSpan? NextTimeout => Earlier(_pushes.NextTimeout, _exchanges.NextTimeout);

    /// <summary>Takes the keys after a rotation.</summary>
    public void UseKeys(ServerKeyRing keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        _keys = keys;
    }

    /// <summary>Takes the next event.</summary>
    public bool TryPollEvent(out NodeEvent nodeEvent) => _events.TryDequeue(out nodeEvent);

    /// <summary>The time has come that <see cref="NextTimeout"/> told.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _exchanges.Trim(now);
        while (_pushes.TryTakeDue(now, out Push push, out bool hasExpired))
        {
            if (hasExpired)
            {
                Raise(NodeEventKind.PushExpired, push.Session, push.Id, default);
            }
            else
            {
                Queue(new Transmit(push.Message, push.Session, push.Session.Address, Answers: 0) { Push = push });
            }
        }
    }

    /// <summary>A datagram arrived. Whatever it holds, this neither throws nor takes long.</summary>
    /// <param name="now">The time.</param>
    /// <param name="clock">The time of day.</param>
    /// <param name="from">Where it came from.</param>
    /// <param name="datagram">UDP payload.</param>
    public void HandleDatagram(TimeSpan now, DateTimeOffset clock, IpEndpoint from, ReadOnlySpan<byte> datagram)
    {
        if (SealedDatagram.Read(datagram, out SealedDatagram incoming, out _) != OperationStatus.Done || incoming.Header.IsFromServer)
        {
            Statistics.Malformed++;
            return;
        }

        // What cannot be told to the shell must not count as taken, or its repetition would be refused as a replay.
        if (_events.Count >= _options.MaxEvents)
        {
            Statistics.Overloaded++;
            return;
        }

        if (FindSession(clock, from, incoming) is not { } session)
        {
            return;
        }

        if (!session.HasSalt(incoming.Header.Salt) || !session.Opening.TryOpen(incoming, _plain, out ReadOnlySpan<byte> content))
        {
            Statistics.Forged++;
            return;
        }

        ulong number = incoming.Header.PacketNumber;
        if (session.IsEnded || clock >= session.ExpiresAt || !session.IsFresh(clock, incoming.Header.Age))
        {
            Statistics.Refused++;
            Queue(new Transmit(CheckMessage.NewSession, session, from, number));
            return;
        }

        if (!session.TryTake(number))
        {
            Statistics.Replayed++;
            return;
        }

        _sessions.Heard(now, session, _forget);
        if (!AddressProofs.Holds(_keys, session.Id, from.Address, clock, incoming.Proof))
        {
            Statistics.Challenged++;
            Queue(new Transmit(CheckMessage.AddressChallenge, session, from, number));
            return;
        }

        Statistics.Accepted++;
        session.Address = from;
        Dispatch(now, session, incoming.Header.Message, number, content);
    }

    private Session? FindSession(DateTimeOffset clock, IpEndpoint from, in SealedDatagram incoming)
    {
        ulong id = incoming.Header.SessionId;
        if (_sessions.TryFind(id, out Session? session))
        {
            return session;
        }

        switch (TokenSealer.TryOpen(_keys, incoming.Token, clock, out SessionTicket? ticket))
        {
            case TokenStatus.UnknownKey:
                Statistics.Refused++;
                CountStranger(from);
                QueueUnsealed(from, incoming.Header);
                return null;
            case TokenStatus.Valid or TokenStatus.Expired when ticket!.SessionId == id:
                return new Session(ticket, incoming.Header.Salt, _salt);
            default:
                Statistics.Forged++;
                CountStranger(from);
                return null;
        }
    }

    private void CountStranger(IpEndpoint from)
    {
        Statistics.Strangers++;
        Statistics.LastStranger = from;
    }

    private void Dispatch(TimeSpan now, Session session, CheckMessage message, ulong number, ReadOnlySpan<byte> content)
    {
        switch (message)
        {
            case CheckMessage.Request or CheckMessage.Report:
                OnSegment(now, session, message, number, content);
                break;
            case CheckMessage.Query:
                OnQuery(now, session, number, content);
                break;
            case CheckMessage.Heartbeat when content.Length <= ProtocolLimits.MaxNote:
                session.LastHeartbeat = number;
                Raise(NodeEventKind.HeartbeatReceived, session, default, content);
                break;
            case CheckMessage.Goodbye when content.Length <= ProtocolLimits.MaxNote:
                OnGoodbye(session, number, content);
                break;
            case CheckMessage.PushAcknowledgement when content.Length == 16:
                OnPushAcknowledgement(session, new Guid(content, bigEndian: true));
                break;
            default:
                // A message of a later capability; a server that does not know it has nothing to say to it.
                break;
        }
    }

    private void OnSegment(TimeSpan now, Session session, CheckMessage message, ulong number, ReadOnlySpan<byte> content)
    {
        if (!SegmentHeader.TryRead(content, out SegmentHeader header, out ReadOnlySpan<byte> octets)
            || _exchanges.Find(now, session, header.Exchange, number, begin: true) is not { } exchange)
        {
            return;
        }

        SegmentAssembler incoming = exchange.Incoming(message);
        bool completed = incoming.Add(header, octets) && incoming.IsComplete;
        if (completed && incoming.TryTake(out byte[] body))
        {
            _events.Enqueue(new NodeEvent(
                message == CheckMessage.Request ? NodeEventKind.RequestReceived : NodeEventKind.ReportReceived,
                session.Id,
                session.EndpointId,
                session.Address,
                exchange.Id,
                body));
            Acknowledge(exchange, message, number);
        }
        else if (!completed && (header.Flags & SegmentFlags.AnswerWanted) != 0)
        {
            Respond(exchange, message, number, digestHeld: 0, default);
        }

        _exchanges.Account(now, exchange);
    }

    private void OnQuery(TimeSpan now, Session session, ulong number, ReadOnlySpan<byte> content)
    {
        if (!SegmentReceipt.TryRead(content, out SegmentReceipt query) || query.Message is not (CheckMessage.Policy or CheckMessage.Verdict))
        {
            return;
        }

        CheckMessage asked = query.Message == CheckMessage.Policy ? CheckMessage.Request : CheckMessage.Report;
        if (_exchanges.Find(now, session, query.Exchange, number, begin: false) is { } exchange)
        {
            Respond(exchange, asked, number, query.Digest, query.Bitmap);
        }
        else if (session.Exchange is null || session.Exchange.LastNumber < number)
        {
            // Nothing is held of it, as after a restart or at another node; saying so makes the client send it again.
            Queue(new Transmit(CheckMessage.Acknowledgement, session, session.Address, number) { About = asked, Exchange = new Exchange(query.Exchange, session) });
        }
    }

    private void OnGoodbye(Session session, ulong number, ReadOnlySpan<byte> content)
    {
        if (!session.SaidGoodbye)
        {
            session.SaidGoodbye = true;
            Raise(NodeEventKind.GoodbyeReceived, session, default, content);
        }

        Queue(new Transmit(CheckMessage.Acknowledgement, session, session.Address, number) { About = CheckMessage.Goodbye });
    }

    private void OnPushAcknowledgement(Session session, Guid id)
    {
        if (_pushes.TryAcknowledge(session, id, out _))
        {
            Raise(NodeEventKind.PushAcknowledged, session, id, default);
        }
    }

    private void OnForgotten(Exchange exchange)
    {
        if (exchange.Incoming(CheckMessage.Report) is { IsComplete: false, Held: { } held } && _events.Count < _options.MaxEvents)
        {
            Session session = exchange.Session;
            _events.Enqueue(new NodeEvent(NodeEventKind.ReportLost, session.Id, session.EndpointId, session.Address, exchange.Id, default) { Held = held.Count, Expected = held.Size });
        }
    }

    private static TimeSpan? Earlier(TimeSpan? one, TimeSpan? other) => one is null || other < one ? other : one;

    private void Raise(NodeEventKind kind, Session session, Guid id, ReadOnlySpan<byte> body) => _events.Enqueue(
        new NodeEvent(kind, session.Id, session.EndpointId, session.Address, id, body.IsEmpty ? default : body.ToArray()));
}
