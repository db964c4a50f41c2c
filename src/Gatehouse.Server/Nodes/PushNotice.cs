using Gatehouse.Server.Administration.Endpoints;

namespace Gatehouse.Server.Nodes;

/// <summary>A message for an endpoint.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Command">The message.</param>
/// <param name="Text">What the user is told; null for nothing.</param>
/// <param name="Id">Identifies it: an endpoint that gets it from two nodes acts once.</param>
internal sealed record PushNotice(Guid EndpointId, EndpointCommand Command, string? Text, Guid Id);
