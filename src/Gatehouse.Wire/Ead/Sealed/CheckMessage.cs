namespace Gatehouse.Wire.Ead.Sealed;

/// <summary>What a sealed datagram of the security check says; in clear, so that a capture can be read without keys. Other numbers survive.</summary>
public enum CheckMessage : byte
{
    /// <summary>Client: a segment of packet 1.</summary>
    Request = 1,

    /// <summary>Server: a segment of packet 2.</summary>
    Policy = 2,

    /// <summary>Client: a segment of packet 3.</summary>
    Report = 3,

    /// <summary>Server: a segment of packet 4.</summary>
    Verdict = 4,

    /// <summary>Client: still here.</summary>
    Heartbeat = 5,

    /// <summary>Server: answer to a heartbeat.</summary>
    HeartbeatAnswer = 6,

    /// <summary>Server: begin a new check.</summary>
    Recheck = 7,

    /// <summary>Server: text for the user.</summary>
    UserMessage = 8,

    /// <summary>Server: the endpoint is logged off.</summary>
    LogOff = 9,

    /// <summary>Client: the agent stops.</summary>
    Goodbye = 10,

    /// <summary>Server: what has arrived of a message of the client.</summary>
    Acknowledgement = 11,

    /// <summary>Client: asks for what it lacks of an answer.</summary>
    Query = 12,

    /// <summary>Server: come back after a number of seconds.</summary>
    ComeBack = 13,

    /// <summary>Server: open a new session.</summary>
    NewSession = 14,

    /// <summary>Server: proof of the address, to be sent along from now on.</summary>
    AddressChallenge = 15,

    /// <summary>Client: a message that the server began has arrived.</summary>
    PushAcknowledgement = 16,
}
