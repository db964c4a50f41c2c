using System.Net;
using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Enforcement.Nftables;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Enforcement;

/// <summary>The kernel lets through what the verdict allows, and nothing else.</summary>
public sealed class NftablesBackendTests : IDisposable
{
    private static readonly Guid Endpoint = Guid.Parse("11111111-1111-4111-8111-111111111111");

    private readonly GuardedNetwork _network = new();

    private NftablesBackend Backend => field ??= new NftablesBackend(
        new NftablesOptions
        {
            Interfaces = ["inside"],
            Repair = () => [IPNetwork.Parse($"{GuardedNetwork.RepairAddress}/32"), IPNetwork.Parse($"{GuardedNetwork.RepairAddress6}/128")],
        },
        "ip", "netns", "exec", _network.Gateway, "nft");

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData(GuardedNetwork.EndpointAddress, GuardedNetwork.RepairAddress, GuardedNetwork.ResourceAddress)]
    [InlineData(GuardedNetwork.EndpointAddress6, GuardedNetwork.RepairAddress6, GuardedNetwork.ResourceAddress6)]
    public async Task An_endpoint_reaches_what_its_access_allows(string endpoint, string repair, string resource)
    {
        Assert.True(_network.ComesUp(repair) && _network.ComesUp(resource), "the network does not work without rules");

        await ApplyAsync(endpoint, access: null);
        Assert.Equal((false, false), (_network.Reaches(repair), _network.Reaches(resource)));

        await ApplyAsync(endpoint, Access.Isolated);
        Assert.Equal((true, false), (_network.Reaches(repair), _network.Reaches(resource)));

        await ApplyAsync(endpoint, Access.Admitted);
        Assert.Equal((true, true), (_network.Reaches(repair), _network.Reaches(resource)));

        await ApplyAsync(endpoint, Access.Off);
        Assert.Equal((false, false), (_network.Reaches(repair), _network.Reaches(resource)));
    }

    [Fact]
    public async Task Rules_that_somebody_took_away_come_back_with_the_next_change()
    {
        await ApplyAsync(GuardedNetwork.EndpointAddress, Access.Admitted);
        Assert.Equal(0, _network.InGateway("nft", "delete", "table", "inet", "gatehouse"));

        await ApplyAsync(GuardedNetwork.EndpointAddress, Access.Isolated);

        Assert.Equal((true, false), (_network.Reaches(GuardedNetwork.RepairAddress), _network.Reaches(GuardedNetwork.ResourceAddress)));
    }

    private async Task ApplyAsync(string endpoint, Access? access)
    {
        EndpointAccess[] endpoints = access is { } level ? [new EndpointAccess(Endpoint, level, IPAddress.Parse(endpoint))] : [];
        Assert.Null(await Backend.ApplyAsync(endpoints, TestContext.Current.CancellationToken));
    }
}
