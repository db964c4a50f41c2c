using Gatehouse.Protocol.Compatibility;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>A request or report of the compatibility mode, from somebody who is not authenticated.</summary>
/// <param name="From">The address it says it comes from.</param>
/// <param name="Packet">The packet.</param>
public sealed record PlainEvent(IpEndpoint From, PlainDatagram Packet);
