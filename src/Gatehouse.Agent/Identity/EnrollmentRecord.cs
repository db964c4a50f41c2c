namespace Gatehouse.Agent.Identity;

/// <summary>Which server the agent enrolled with, and as whom.</summary>
/// <param name="Server">Host and port.</param>
/// <param name="EndpointId">Given by the server.</param>
public sealed record EnrollmentRecord(string Server, Guid EndpointId);
