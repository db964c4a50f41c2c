using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Identity;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>What this machine and this program say of themselves.</summary>
internal static class AgentFacts
{
    /// <summary>Version of this program.</summary>
    public static string Version { get; } = typeof(AgentFacts).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>The facts of a host with this program's version.</summary>
    public static EndpointFacts Of(HostFacts host) => new(host.HostName, host.HardwareIds, host.OperatingSystem, Version);
}
