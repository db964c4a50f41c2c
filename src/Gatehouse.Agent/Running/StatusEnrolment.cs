namespace Gatehouse.Agent.Running;

/// <summary>An enrolment that the agent has not taken up yet: what its status says is about the one before.</summary>
/// <param name="Server">Host and port of the server.</param>
/// <param name="EndpointId">The new identity.</param>
/// <param name="Next">When the agent takes it up, or what to do for that.</param>
public sealed record StatusEnrolment(string Server, Guid EndpointId, string Next);
