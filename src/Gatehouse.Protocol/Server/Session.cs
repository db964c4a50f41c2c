using System.Buffers.Binary;
using Gatehouse.Protocol.Keys;
using Gatehouse.Protocol.Replay;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>
/// What a node remembers of a live session, so that heartbeats need no key derivation: keys, replay window, address. It can be forgotten at any
/// time, since the next datagram's token tells everything again.
/// </summary>
internal sealed class Session
{
    private readonly UInt128 _clientSalt;
    private readonly OpeningKey _opening;
    private readonly SealingKey _sealing;
    private ReplayWindow _window;

    /// <summary>Derives the keys of a session.</summary>
    public Session(SessionTicket ticket, ReadOnlySpan<byte> clientSalt, ReadOnlySpan<byte> nodeSalt)
    {
        Id = ticket.SessionId;
        EndpointId = ticket.EndpointId;
        IssuedAt = ticket.IssuedAt;
        ExpiresAt = ticket.ExpiresAt;
        _clientSalt = BinaryPrimitives.ReadUInt128BigEndian(clientSalt);
        SessionSecret secret = new(ticket.Secret);
        _opening = secret.ClientOpening(clientSalt);
        _sealing = secret.ServerSealing(nodeSalt);
        Node = new LinkedListNode<Session>(this);
    }

    /// <summary>Names the session.</summary>
    public ulong Id { get; }

    /// <summary>Whose session it is.</summary>
    public Guid EndpointId { get; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset IssuedAt { get; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresAt { get; }

    /// <summary>Opens the client's datagrams.</summary>
    public OpeningKey Opening => _opening;

    /// <summary>Seals this node's datagrams.</summary>
    public SealingKey Sealing => _sealing;

    /// <summary>Place among the sessions, the one not heard for longest first.</summary>
    public LinkedListNode<Session> Node { get; }

    /// <summary>When it was heard last.</summary>
    public TimeSpan HeardAt { get; set; }

    /// <summary>Where it was heard last with proof.</summary>
    public IpEndpoint Address { get; set; }

    /// <summary>Packet number of the last heartbeat, or of whatever was heard last before any.</summary>
    public ulong LastHeartbeat { get; set; }

    /// <summary>Highest packet number heard.</summary>
    public ulong LastNumber => _window.Highest;

    /// <summary>Whether the shell has ended it.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether the agent has said goodbye.</summary>
    public bool SaidGoodbye { get; set; }

    /// <summary>The exchange under way or just finished; null when there is none.</summary>
    public Exchange? Exchange { get; set; }

    /// <summary>Whether that is the client's salt; a session has one.</summary>
    public bool HasSalt(ReadOnlySpan<byte> salt) => BinaryPrimitives.ReadUInt128BigEndian(salt) == _clientSalt;

    /// <summary>Takes a packet number once.</summary>
    public bool TryTake(ulong number) => _window.TryTake(number);

    /// <summary>Whether a client that claims this age of the session speaks now and not from a recording.</summary>
    public bool IsFresh(DateTimeOffset clock, uint age)
    {
        double apart = (clock - IssuedAt).TotalMilliseconds - age;
        return Math.Abs(apart) <= ProtocolLimits.FreshFor.TotalMilliseconds;
    }

    /// <summary>Milliseconds since the session was opened, as this node reckons.</summary>
    public uint Age(DateTimeOffset clock) => (uint)Math.Clamp((clock - IssuedAt).TotalMilliseconds, 0, uint.MaxValue);
}
