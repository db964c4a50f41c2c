namespace Gatehouse.Server.Storage;

/// <summary>An endpoint was heard of.</summary>
/// <param name="EndpointId">Which.</param>
/// <param name="At">When.</param>
internal sealed record Heartbeat(Guid EndpointId, DateTimeOffset At);
