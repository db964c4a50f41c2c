namespace Gatehouse.Agent.Identity;

/// <summary>What an endpoint says of itself when it enrols and opens sessions: labels and hints, never an identity.</summary>
/// <param name="HostName">Its own name for itself.</param>
/// <param name="HardwareIds">Hints by which a re-installed machine is recognised.</param>
/// <param name="OperatingSystem">For the administrator.</param>
/// <param name="AgentVersion">Version of this program.</param>
public sealed record EndpointFacts(string HostName, IReadOnlyList<string> HardwareIds, string OperatingSystem, string AgentVersion);
