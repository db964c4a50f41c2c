using System.Collections;
using System.Net.NetworkInformation;
using System.Runtime.InteropServices;

namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>The endpoint as collectors see it: a folder that stands for its root, programs to ask, and its environment.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Programs">Its programs.</param>
/// <param name="Environment">Environment variables of the agent.</param>
public sealed record EndpointView(EndpointFiles Files, IProgramRunner Programs, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>Its own name for itself.</summary>
    public string HostName { get; init; } = string.Empty;

    /// <summary>Whether it runs Windows.</summary>
    public bool IsWindows { get; init; }

    /// <summary>The system as the runtime describes it.</summary>
    public string SystemText { get; init; } = string.Empty;

    /// <summary>Hardware addresses as the runtime knows them.</summary>
    public IReadOnlyList<string> NetworkAddresses { get; init; } = [];

    /// <summary>The machine this program runs on.</summary>
    public static EndpointView OfThisMachine(TimeProvider clock)
    {
        Dictionary<string, string> environment = [];
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            environment[(string)variable.Key] = (string?)variable.Value ?? string.Empty;
        }

        return new EndpointView(new EndpointFiles("/"), new ProgramRunner(clock), environment)
        {
            HostName = System.Environment.MachineName,
            IsWindows = System.OperatingSystem.IsWindows(),
            SystemText = RuntimeInformation.OSDescription,
            NetworkAddresses =
            [
                .. NetworkInterface.GetAllNetworkInterfaces().Select(card => card.GetPhysicalAddress().ToString()).Where(address => address.Length == 12),
            ],
        };
    }
}
