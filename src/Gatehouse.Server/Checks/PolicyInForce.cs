using Gatehouse.Posture.Policies;
using Gatehouse.Protocol.Segments;

namespace Gatehouse.Server.Checks;

/// <summary>A policy as it is sent: written and compressed once, however many endpoints ask for it.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Document">Packet 2.</param>
/// <param name="Encoded">Packet 2 in segments.</param>
internal sealed record PolicyInForce(Policy Policy, string Document, MessageBody Encoded);
