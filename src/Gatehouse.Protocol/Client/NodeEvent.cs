using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <summary>Something a node tells its shell.</summary>
/// <param name="Kind">What.</param>
/// <param name="Message">The message it is about, as its datagrams' headers name it.</param>
/// <param name="Id">The exchange, the identifier of what the server began, otherwise all zero.</param>
/// <param name="Body">The message's body, received or sent; empty where there is none.</param>
/// <param name="Tries">How often a message of ours has been sent, from 1.</param>
/// <param name="Delay">How long the server asked to stay away.</param>
public readonly record struct NodeEvent(
    NodeEventKind Kind, CheckMessage Message, Guid Id = default, ReadOnlyMemory<byte> Body = default, int Tries = 0, TimeSpan Delay = default);
