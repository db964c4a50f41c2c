namespace Gatehouse.Contracts.Agents;

/// <summary>An agent opens a session; its certificate says who it is.</summary>
/// <param name="InstanceId">Random for each start of the agent; two live instances with one key are a clone.</param>
/// <param name="HostName">What the endpoint calls itself now.</param>
/// <param name="HardwareIds">Hints as in <see cref="EnrollmentRequest"/>.</param>
/// <param name="OperatingSystem">As in <see cref="EnrollmentRequest"/>.</param>
/// <param name="AgentVersion">Version of the agent.</param>
/// <param name="Capability">The highest <see cref="Capabilities"/> number the agent knows.</param>
public sealed record SessionRequest(
    Guid InstanceId,
    string HostName,
    IReadOnlyList<string> HardwareIds,
    string OperatingSystem,
    string AgentVersion,
    int Capability);
