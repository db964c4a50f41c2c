namespace Gatehouse.Protocol.Client;

/// <summary>What a node tells its shell.</summary>
public enum NodeEventKind
{
    /// <summary>A message goes out, for the first time or again; <see cref="NodeEvent.Tries"/> counts.</summary>
    Sent = 1,

    /// <summary>Packet 2; answer with <see cref="Node.SendReport"/> under the same exchange.</summary>
    PolicyReceived,

    /// <summary>Packet 4; the check is over.</summary>
    VerdictReceived,

    /// <summary>The server answered a heartbeat.</summary>
    HeartbeatAnswered,

    /// <summary>The server knows that the agent stops.</summary>
    GoodbyeAcknowledged,

    /// <summary>The server has the whole request or report and is still at work on it.</summary>
    Evaluating,

    /// <summary>The server asks for a new check.</summary>
    RecheckAsked,

    /// <summary>The server has text for the user.</summary>
    UserMessageReceived,

    /// <summary>The server has logged the endpoint off.</summary>
    LoggedOff,

    /// <summary>The server asked to come back later; the machine waits by itself.</summary>
    ComeBackAsked,

    /// <summary>The server gave a proof of an address that is new to it; what was under way is sent again.</summary>
    AddressProven,

    /// <summary>
    /// The session has ended or the server refuses it: call <see cref="Node.OpenSession"/> with a new one, and what is under way goes on.
    /// </summary>
    SessionEnded,

    /// <summary>The deadline of a message has passed without answer.</summary>
    GaveUp,
}
