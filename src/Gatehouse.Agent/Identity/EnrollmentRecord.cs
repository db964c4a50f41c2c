namespace Gatehouse.Agent.Identity;

/// <summary>Which server the agent enrolled with, and as whom.</summary>
/// <param name="Server">Host and port.</param>
/// <param name="EndpointId">Given by the server.</param>
/// <param name="Others">Further nodes of the same installation, in the order in which they are tried; null for none.</param>
public sealed record EnrollmentRecord(string Server, Guid EndpointId, IReadOnlyList<string>? Others = null);
