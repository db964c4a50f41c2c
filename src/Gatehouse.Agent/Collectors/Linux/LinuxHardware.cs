using Gatehouse.Agent.Collectors.Endpoints;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>What tells this machine from others, and its network cards.</summary>
internal static class LinuxHardware
{
    private const string Cards = "/sys/class/net";

    /// <summary>Hints such as "machine-id:…".</summary>
    public static IEnumerable<string> Ids(EndpointFiles files)
    {
        if (files.Read("/etc/machine-id").Value is { Length: > 0 } machine)
        {
            yield return $"machine-id:{machine}";
        }

        if (files.Read("/sys/class/dmi/id/product_uuid").Value is { Length: > 0 } product)
        {
            yield return $"product-uuid:{product.ToLowerInvariant()}";
        }

        foreach (string card in PhysicalCards(files))
        {
            if (Address(files, card) is { } address)
            {
                yield return $"mac:{address}";
            }
        }
    }

    /// <summary>Network cards with a device behind them; bridges, tunnels and the like have none.</summary>
    public static IEnumerable<string> PhysicalCards(EndpointFiles files) =>
        files.Names(Cards).Where(card => card != "lo" && files.Exists($"{Cards}/{card}/device"));

    /// <summary>Whether a card is up.</summary>
    public static bool IsUp(EndpointFiles files, string card) => files.Read($"{Cards}/{card}/operstate").Value is "up" or "unknown"
        && files.Read($"{Cards}/{card}/carrier").Value is not "0";

    /// <summary>Hardware address of a card; null when it has none.</summary>
    public static string? Address(EndpointFiles files, string card) =>
        files.Read($"{Cards}/{card}/address").Value is { Length: > 0 } address && address.Any(c => c is not ('0' or ':')) ? address : null;
}
