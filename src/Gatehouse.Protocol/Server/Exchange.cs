using Gatehouse.Protocol.Segments;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Server;

/// <summary>The server's side of one security check: what has arrived of packets 1 and 3, and the answers as long as they may be asked for again.</summary>
internal sealed class Exchange
{
    private MessageBody? _policy;
    private MessageBody? _verdict;
    private SegmentAssembler _request = new();
    private SegmentAssembler _report = new();

    /// <summary>A check begins.</summary>
    public Exchange(Guid id, Session session)
    {
        Id = id;
        Session = session;
        Node = new LinkedListNode<Exchange>(this);
    }

    /// <summary>16 octets chosen by the client, the same for packets 1 to 4.</summary>
    public Guid Id { get; }

    /// <summary>Its session.</summary>
    public Session Session { get; }

    /// <summary>Place among the exchanges, the one not heard for longest first.</summary>
    public LinkedListNode<Exchange> Node { get; }

    /// <summary>Highest packet number heard about it; answers name it.</summary>
    public ulong LastNumber { get; set; }

    /// <summary>When it was heard last.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>Octets counted against the bound of all exchanges.</summary>
    public long CountedOctets { get; set; }

    /// <summary>Octets held.</summary>
    public long Octets => _request.Octets + _report.Octets + (_policy?.TransferLength ?? 0) + (_verdict?.TransferLength ?? 0);

    /// <summary>What has arrived of a message of the client.</summary>
    public SegmentAssembler Incoming(CheckMessage message) => message == CheckMessage.Request ? _request : _report;

    /// <summary>The answer to a message of the client; null while there is none.</summary>
    public MessageBody? Answer(CheckMessage message) => message == CheckMessage.Request ? _policy : _verdict;

    /// <summary>Keeps the answer to a message of the client.</summary>
    public void SetAnswer(CheckMessage message, MessageBody body)
    {
        if (message == CheckMessage.Request)
        {
            _policy = body;
        }
        else
        {
            _verdict = body;
        }
    }

    /// <summary>Forgets a message of the client, so that it is sent and told of again.</summary>
    public void Forget(CheckMessage message)
    {
        if (message == CheckMessage.Request)
        {
            _request = new SegmentAssembler();
        }
        else
        {
            _report = new SegmentAssembler();
        }
    }
}
