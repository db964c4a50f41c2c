using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Timing;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <summary>The client's side of one half of a security check: packet 1 until packet 2 is here, or packet 3 until packet 4 is.</summary>
internal sealed class Exchange(Guid id, CheckMessage message, ReadOnlyMemory<byte> body, Retransmission timer)
{
    private readonly MessageBody _encoded = MessageBody.Encode(body.Span);

    /// <summary>16 octets, the same for packets 1 to 4.</summary>
    public Guid Id => id;

    /// <summary>What is sent.</summary>
    public CheckMessage Message => message;

    /// <summary>What is waited for.</summary>
    public CheckMessage Awaited => message == CheckMessage.Request ? CheckMessage.Policy : CheckMessage.Verdict;

    /// <summary>The body as the shell gave it.</summary>
    public ReadOnlyMemory<byte> Body => body;

    /// <summary>When it goes on by itself.</summary>
    public Retransmission Timer => timer;

    /// <summary>What is on its way.</summary>
    public SegmentFlight? Flight { get; private set; }

    /// <summary>What has come of the answer.</summary>
    public SegmentAssembler Answer { get; } = new();

    /// <summary>Whether the server has said that it holds the whole message.</summary>
    public bool IsDelivered { get; set; }

    /// <summary>Whether the server is to be asked now for what is missing of the answer.</summary>
    public bool IsQueryPending { get; set; }

    /// <summary>The packet of ours that the latest acknowledgement answered; older ones tell what was so before.</summary>
    public ulong AcknowledgedUpTo { get; set; }

    /// <summary>Sends what the server lacks, or asks for the answer once it lacks nothing.</summary>
    public void SendNext()
    {
        if (IsDelivered)
        {
            IsQueryPending = true;
            return;
        }

        Flight ??= new SegmentFlight(_encoded);
        Flight.Begin();
    }

    /// <summary>Starts over, at a server that may hold nothing.</summary>
    public void StartOver()
    {
        Flight = null;
        IsDelivered = false;
        IsQueryPending = false;
        AcknowledgedUpTo = 0;
    }
}
