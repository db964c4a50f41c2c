namespace Gatehouse.Server.Nodes;

/// <summary>The desired access of an endpoint was decided; what it is, and where the endpoint is, stands in the database.</summary>
/// <param name="EndpointId">The endpoint.</param>
internal sealed record AccessNotice(Guid EndpointId);
