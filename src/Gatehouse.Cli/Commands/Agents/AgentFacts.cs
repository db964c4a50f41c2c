using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Agent.Identity;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>What this machine and this program say of themselves.</summary>
internal static class AgentFacts
{
    /// <summary>Version of this program.</summary>
    public static string Version { get; } = typeof(AgentFacts).Assembly.GetName().Version!.ToString(fieldCount: 3);

    /// <summary>The facts of this machine, with this program's version.</summary>
    public static EndpointFacts OfThisMachine()
    {
        HostFacts host = HostFacts.Read(EndpointView.OfThisMachine(TimeProvider.System));
        return new EndpointFacts(host.HostName, host.HardwareIds, host.OperatingSystem, Version);
    }
}
