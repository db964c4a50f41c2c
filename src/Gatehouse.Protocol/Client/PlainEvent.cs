using Gatehouse.Protocol.Compatibility;

namespace Gatehouse.Protocol.Client;

/// <summary>Something the compatibility mode tells its shell.</summary>
/// <param name="Kind">What.</param>
/// <param name="Packet">The packet sent, or given up, or received.</param>
/// <param name="Octets">Octets of UDP payload.</param>
/// <param name="Tries">How often the packet of ours has been sent.</param>
public sealed record PlainEvent(PlainEventKind Kind, PlainDatagram Packet, int Octets, int Tries)
{
    /// <summary>What field logs print when the last try stayed without answer.</summary>
    public const int UnansweredCode = 4;
}
