using System.Net;
using Gatehouse.Server.Administration.Policies;

namespace Gatehouse.Server.Enforcement;

/// <summary>Where isolated endpoints may go.</summary>
internal static class RepairNetworks
{
    /// <summary>The repair servers of all active policies together; an address stands for itself.</summary>
    public static IReadOnlyCollection<IPNetwork> Of(PolicySnapshot policies) =>
    [
        .. policies.Active.Values.SelectMany(policy => policy.Access.RepairServers).Select(server => Parse(server.Address)).OfType<IPNetwork>().Distinct(),
    ];

    private static IPNetwork? Parse(string address) =>
        IPNetwork.TryParse(address, out IPNetwork network) ? network
        : IPAddress.TryParse(address, out IPAddress? host) ? new IPNetwork(host, host.GetAddressBytes().Length * 8)
        : null;
}
