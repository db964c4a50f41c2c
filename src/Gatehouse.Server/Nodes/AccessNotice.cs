namespace Gatehouse.Server.Nodes;

/// <summary>The desired access of an endpoint was decided; what it is stands in the database.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Address">Where its check came from; null when it was decided without one.</param>
internal sealed record AccessNotice(Guid EndpointId, string? Address);
