namespace Gatehouse.Protocol.Client;

/// <summary>What the compatibility mode tells its shell.</summary>
public enum PlainEventKind
{
    /// <summary>A packet goes out: "out-pkt [3]".</summary>
    Sent = 1,

    /// <summary>The awaited packet came.</summary>
    Received,

    /// <summary>No answer after the last try: "returned 4".</summary>
    Unanswered,
}
