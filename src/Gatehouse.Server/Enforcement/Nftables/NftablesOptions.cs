using System.Net;

namespace Gatehouse.Server.Enforcement.Nftables;

/// <summary>How a Linux gateway guards a network.</summary>
internal sealed record NftablesOptions
{
    /// <summary>Interfaces behind which the endpoints are. What comes in or goes out there is held back unless its endpoint may.</summary>
    public required IReadOnlyList<string> Interfaces { get; init; }

    /// <summary>Addresses or networks isolated endpoints may reach; asked each time, since policies name them.</summary>
    public Func<IReadOnlyCollection<IPNetwork>> Repair { get; init; } = () => [];

    /// <summary>Addresses or networks everybody may reach, such as the policy server where it is not the gateway itself.</summary>
    public IReadOnlyList<IPNetwork> Open { get; init; } = [];
}
