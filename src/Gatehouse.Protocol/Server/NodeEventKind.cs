namespace Gatehouse.Protocol.Server;

/// <summary>What a node tells its shell.</summary>
public enum NodeEventKind
{
    /// <summary>
    /// Packet 1 is complete; answer with <see cref="Node.AnswerPolicy"/>, <see cref="Node.ComeBack"/> or <see cref="Node.EndSession"/>.
    /// </summary>
    RequestReceived = 1,

    /// <summary>
    /// Packet 3 is complete; answer with <see cref="Node.AnswerVerdict"/>, <see cref="Node.ComeBack"/> or <see cref="Node.EndSession"/>. Comes once
    /// for each exchange while this node remembers it: what another node, or this one before a restart, has judged, the database knows.
    /// </summary>
    ReportReceived,

    /// <summary>A heartbeat; answer with <see cref="Node.AnswerHeartbeat"/>. A resent one comes again.</summary>
    HeartbeatReceived,

    /// <summary>The agent stops; acknowledged already.</summary>
    GoodbyeReceived,

    /// <summary>The client has what the server began.</summary>
    PushAcknowledged,

    /// <summary>The deadline of what the server began has passed without acknowledgement.</summary>
    PushExpired,

    /// <summary>
    /// Parts of packet 3 arrived and its rest never did: the node has forgotten it, because nothing more came in time, another check began in its place, or
    /// room was needed. <see cref="NodeEvent.Held"/> of <see cref="NodeEvent.Expected"/> segments were there.
    /// </summary>
    ReportLost,
}
