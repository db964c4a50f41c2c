using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Agent.Collectors.Linux;

namespace Gatehouse.Agent.Collectors;

/// <summary>What an endpoint says of itself at enrolment: labels and hints, never an identity.</summary>
/// <param name="HostName">Its own name for itself.</param>
/// <param name="HardwareIds">"machine-id:…", "product-uuid:…", "mac:…"; at most 16 of at most 128 characters.</param>
/// <param name="OperatingSystem">For people: "Debian GNU/Linux 12 (bookworm)".</param>
public sealed record HostFacts(string HostName, IReadOnlyList<string> HardwareIds, string OperatingSystem)
{
    private const int MaxIds = 16;
    private const int MaxLength = 128;

    /// <summary>Reads them; what cannot be read is left out.</summary>
    public static HostFacts Read(EndpointView endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        IEnumerable<string> ids = endpoint.IsWindows
            ? endpoint.NetworkAddresses.Select(address => $"mac:{address}")
            : LinuxHardware.Ids(endpoint.Files);
        string system = endpoint.IsWindows ? endpoint.SystemText : LinuxSystem.Read(endpoint.Files).Name;
        return new HostFacts(
            endpoint.HostName,
            [.. ids.Where(id => id.Length <= MaxLength).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxIds)],
            system.Length > 0 ? system : endpoint.SystemText);
    }
}
