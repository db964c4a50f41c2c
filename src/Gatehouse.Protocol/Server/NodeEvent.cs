using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>Something a node tells its shell.</summary>
/// <param name="Kind">What.</param>
/// <param name="SessionId">The session it came on.</param>
/// <param name="EndpointId">The endpoint whose session it is.</param>
/// <param name="From">The address it came from, which is proven; of a push, the address it went to last.</param>
/// <param name="Id">The exchange of a request or report, also of one that was lost, the identifier of a push, otherwise all zero.</param>
/// <param name="Body">The message's body; empty where there is none.</param>
public readonly record struct NodeEvent(
    NodeEventKind Kind, ulong SessionId, Guid EndpointId, IpEndpoint From, Guid Id, ReadOnlyMemory<byte> Body)
{
    /// <summary>Segments that arrived of a report that never did as a whole; otherwise 0.</summary>
    public int Held { get; init; }

    /// <summary>Segments that such a report has.</summary>
    public int Expected { get; init; }
}
