using System.Net.NetworkInformation;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Server.Enforcement.Nftables;

/// <summary>Whether this machine can guard what it is asked to: a guard that guards nothing is an open network.</summary>
internal static class GuardedPlace
{
    /// <summary>Finds out before anything is made.</summary>
    /// <param name="interfaces">What to guard; none for nothing.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ServerStartException">An interface is missing, or nft or the right to use it.</exception>
    public static async Task CheckAsync(IReadOnlyList<string> interfaces, CancellationToken cancellation)
    {
        if (interfaces.Count == 0)
        {
            return;
        }

        string[] there = [.. NetworkInterface.GetAllNetworkInterfaces().Select(place => place.Name).Order(StringComparer.Ordinal)];
        if (interfaces.FirstOrDefault(name => !there.Contains(name, StringComparer.Ordinal)) is { } missing)
        {
            throw new ServerStartException($"--guard {missing}: this machine has no such interface; it has {string.Join(", ", there)}");
        }

        NftablesBackend backend = new(new NftablesOptions { Interfaces = interfaces, Repair = () => [], Open = [] });
        if (await backend.TryAsync(cancellation) is { } problem)
        {
            throw new ServerStartException($"--guard {interfaces[0]}: {problem}");
        }
    }
}
