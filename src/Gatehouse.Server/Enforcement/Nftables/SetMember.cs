using System.Net;
using System.Net.Sockets;

using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Enforcement.Nftables;

/// <summary>One address in one set of our table.</summary>
/// <param name="Set">Name of the set, such as "admitted4".</param>
/// <param name="Address">The address as text, without a zone.</param>
internal readonly record struct SetMember(string Set, string Address)
{
    /// <summary>What isolated endpoints may reach.</summary>
    public const string Repair = "repair";

    /// <summary>What everybody may reach.</summary>
    public const string Open = "open";

    /// <summary>
    /// The members for these endpoints. Where several share an address (address translation in front of the gateway) the widest access of
    /// theirs is what the address gets: the gateway cannot tell them apart.
    /// </summary>
    public static HashSet<SetMember> Of(IReadOnlyCollection<EndpointAccess> endpoints)
    {
        Dictionary<IPAddress, Access> levels = [];
        foreach (EndpointAccess endpoint in endpoints)
        {
            if (endpoint.Address is { } given && endpoint.Level != Access.Off)
            {
                IPAddress address = Plain(given);
                levels[address] = levels.TryGetValue(address, out Access level) && level > endpoint.Level ? level : endpoint.Level;
            }
        }

        return [.. levels.Select(entry => new SetMember(NameOf(entry.Value, entry.Key.AddressFamily), entry.Key.ToString()))];
    }

    /// <summary>The members for networks.</summary>
    public static IEnumerable<SetMember> Of(string set, IEnumerable<IPNetwork> networks) =>
        networks.Select(network => new SetMember(set + Suffix(network.BaseAddress.AddressFamily), network.ToString()));

    /// <summary>The set of a level and a family.</summary>
    public static string NameOf(Access level, AddressFamily family) => (level == Access.Admitted ? "admitted" : "isolated") + Suffix(family);

    /// <summary>How the sets of a family end.</summary>
    public static string Suffix(AddressFamily family) => family == AddressFamily.InterNetwork ? "4" : "6";

    // The zone of a link-local address is no part of the packet.
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : address.AddressFamily == AddressFamily.InterNetworkV6 ? new IPAddress(address.GetAddressBytes())
        : address;
}
