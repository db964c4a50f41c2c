using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>What became of incoming datagrams, as numbers that only grow.</summary>
public sealed class NodeStatistics
{
    /// <summary>Datagrams taken as genuine, fresh and from a proven address.</summary>
    public long Accepted { get; internal set; }

    /// <summary>Not a sealed datagram of a client at all, or cut.</summary>
    public long Malformed { get; internal set; }

    /// <summary>Token or content were not sealed with the right key.</summary>
    public long Forged { get; internal set; }

    /// <summary>Of those forged or refused: from somebody whose session no key of this server opens, so it is not one of its sessions, or not any more.</summary>
    public long Strangers { get; internal set; }

    /// <summary>Where the last of these came from; anybody can write another's address.</summary>
    public IpEndpoint LastStranger { get; internal set; }

    /// <summary>A packet number taken before, or from before the window.</summary>
    public long Replayed { get; internal set; }

    /// <summary>From an address without proof; answered with a challenge.</summary>
    public long Challenged { get; internal set; }

    /// <summary>Of a session that has ended, is not fresh, or whose key is gone; told to open a new one.</summary>
    public long Refused { get; internal set; }

    /// <summary>Dropped because a queue was full.</summary>
    public long Overloaded { get; internal set; }
}
