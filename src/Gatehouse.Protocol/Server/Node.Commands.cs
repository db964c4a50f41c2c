using Gatehouse.Protocol.Segments;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Server;

/// <content>What the shell decides.</content>
public sealed partial class Node
{
    /// <summary>Answers a request with packet 2. The same answer goes out whenever the client asks again.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sessionId">The session of the event.</param>
    /// <param name="exchange">The exchange of the event.</param>
    /// <param name="policy">The policy; one encoding may serve any number of endpoints.</param>
    /// <returns>False when the node does not remember the exchange any more; the client will send its message again.</returns>
    public bool AnswerPolicy(TimeSpan now, ulong sessionId, Guid exchange, MessageBody policy) =>
        Answer(now, sessionId, exchange, CheckMessage.Request, policy);

    /// <summary>Answers a report with packet 4, which must be stored by now.</summary>
    /// <inheritdoc cref="AnswerPolicy"/>
    /// <param name="now">The time.</param>
    /// <param name="sessionId">The session of the event.</param>
    /// <param name="exchange">The exchange of the event.</param>
    /// <param name="verdict">The verdict.</param>
    public bool AnswerVerdict(TimeSpan now, ulong sessionId, Guid exchange, MessageBody verdict) =>
        Answer(now, sessionId, exchange, CheckMessage.Report, verdict);

    /// <summary>Answers the last heartbeat of a session.</summary>
    /// <param name="sessionId">The session.</param>
    /// <param name="body">At most <see cref="ProtocolLimits.MaxNote"/> octets, which must not change afterwards; one array may serve all.</param>
    /// <returns>False when the session is not remembered any more.</returns>
    public bool AnswerHeartbeat(ulong sessionId, ReadOnlyMemory<byte> body)
    {
        ProtocolLimits.CheckNote(body.Length);
        if (!_sessions.TryFind(sessionId, out Session? session))
        {
            return false;
        }

        Queue(new Transmit(CheckMessage.HeartbeatAnswer, session, session.Address, session.LastHeartbeat) { Body = body });
        return true;
    }

    /// <summary>Too busy: asks a client to send its request, report or heartbeat again later. It is told of again then.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sessionId">The session of the event.</param>
    /// <param name="about">The kind of the event: a request, a report or a heartbeat.</param>
    /// <param name="seconds">1 to <see cref="ProtocolLimits.MaxComeBackSeconds"/>; the client adds up to a quarter, so that not all come at once.</param>
    /// <returns>False when the session, or its exchange, is not remembered any more.</returns>
    public bool ComeBack(TimeSpan now, ulong sessionId, NodeEventKind about, int seconds)
    {
        CheckMessage message = about switch
        {
            NodeEventKind.RequestReceived => CheckMessage.Request,
            NodeEventKind.ReportReceived => CheckMessage.Report,
            NodeEventKind.HeartbeatReceived => CheckMessage.Heartbeat,
            _ => throw new ArgumentOutOfRangeException(nameof(about), about, "only requests, reports and heartbeats can come back"),
        };
        ArgumentOutOfRangeException.ThrowIfLessThan(seconds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(seconds, ProtocolLimits.MaxComeBackSeconds);
        if (!_sessions.TryFind(sessionId, out Session? session))
        {
            return false;
        }

        ulong answers = session.LastHeartbeat;
        if (message != CheckMessage.Heartbeat)
        {
            if (session.Exchange is not { } exchange)
            {
                return false;
            }

            exchange.Forget(message);
            _exchanges.Account(now, exchange);
            answers = exchange.LastNumber;
        }

        Queue(new Transmit(CheckMessage.ComeBack, session, session.Address, answers) { About = message, Number = seconds });
        return true;
    }

    /// <summary>Ends a session: the client is told to open a new one, now and whenever it uses the old one.</summary>
    /// <returns>False when the session is not remembered; end it again when it is heard.</returns>
    public bool EndSession(ulong sessionId)
    {
        if (!_sessions.TryFind(sessionId, out Session? session))
        {
            return false;
        }

        session.IsEnded = true;
        if (session.Address != default)
        {
            Queue(new Transmit(CheckMessage.NewSession, session, session.Address, session.LastNumber));
        }

        return true;
    }

    /// <summary>Begins a message to a client and repeats it until it is acknowledged or the deadline passes; an event tells which.</summary>
    /// <param name="now">The time.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="kind">What the message is.</param>
    /// <param name="id">Identifies it; the client acts once on each.</param>
    /// <param name="body">At most <see cref="ProtocolLimits.MaxNote"/> octets, which must not change afterwards.</param>
    /// <param name="deadline">When to give up.</param>
    /// <returns>False when this node has not heard the session lately, the identifier is in use, or too many messages wait.</returns>
    public bool Push(TimeSpan now, ulong sessionId, PushKind kind, Guid id, ReadOnlyMemory<byte> body, TimeSpan deadline)
    {
        ProtocolLimits.CheckNote(body.Length);

        // Before its first proven datagram a session has no address to send to.
        if (!_sessions.TryFind(sessionId, out Session? session) || session.Address == default || session.IsEnded)
        {
            return false;
        }

        Push push = new(id, session, (CheckMessage)kind, body, deadline);
        if (!_pushes.TryAdd(now, push))
        {
            return false;
        }

        Queue(new Transmit(push.Message, session, session.Address, Answers: 0) { Push = push });
        return true;
    }

    private bool Answer(TimeSpan now, ulong sessionId, Guid id, CheckMessage message, MessageBody body)
    {
        ArgumentNullException.ThrowIfNull(body);
        if (!_sessions.TryFind(sessionId, out Session? session) || session.Exchange is not { } exchange || exchange.Id != id)
        {
            return false;
        }

        // The first answer stands: the client may hold segments of it.
        if (exchange.Answer(message) is null)
        {
            exchange.SetAnswer(message, body);
        }

        Respond(exchange, message, exchange.LastNumber, digestHeld: 0, default);
        _exchanges.Account(now, exchange);
        return true;
    }
}
