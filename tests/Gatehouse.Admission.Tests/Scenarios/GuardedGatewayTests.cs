using Gatehouse.Admission.Tests.Networks;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>A verdict means something: a server on the gateway holds endpoints behind it back.</summary>
public sealed class GuardedGatewayTests
{
    private const string Repair = "access:\n  repairServers:\n    - { name: package mirror, address: 10.78.2.2 }\n";
    private const string Isolates = Site.LenientPolicy + Repair + "checks:\n  software:\n    - { name: audit, action: isolate, required: [no-such-package] }\n";
    private const string Admits = Site.LenientPolicy + Repair;

    // Judged, stored, applied: twice as long as promised, for a machine that is busy with other tests.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task An_endpoint_reaches_what_its_verdict_allows_and_nothing_after_log_off()
    {
        using GatewayNetwork network = new();
        await using Site site = await Site.OpenAsync(network.Gateway, network.Endpoint, GatewayNetwork.GatewayAddress, ["--guard", "inside"], Isolates);
        Assert.False(network.Reaches(GatewayNetwork.FarAddress), "reached before it was known");

        await site.AdmitAsync("isolated");
        await ReachesSoonAsync(network, GatewayNetwork.FarAddress);
        Assert.False(network.Reaches(GatewayNetwork.ResourceAddress), "reached while isolated");

        await site.ApplyAsync(Admits);
        Assert.Contains("checked over udp: admitted", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);
        await ReachesSoonAsync(network, GatewayNetwork.ResourceAddress);

        await site.KillServerAsync();
        network.FlushRules();
        await site.StartServerAsync();
        await AppliesSoonAsync(() => network.Rules().Contains($"elements = {{ {GatewayNetwork.EndpointAddress} }}", StringComparison.Ordinal));
        Assert.True(network.Reaches(GatewayNetwork.ResourceAddress), "the rules were not rebuilt");

        await site.StatusAsync(now => now.GetProperty("state").GetString() == "admitted");
        Assert.Contains("checked over udp: admitted", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);
        string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;
        await site.AdministerAsync("endpoint", "log-off", endpoint);
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "offline");
        await AppliesSoonAsync(() => !network.Rules().Contains(GatewayNetwork.EndpointAddress, StringComparison.Ordinal));
        Assert.False(network.Reaches(GatewayNetwork.ResourceAddress), "reached after log-off");
        Assert.False(network.Reaches(GatewayNetwork.FarAddress), "reached after log-off");
    }

    [Fact]
    public async Task Log_off_takes_the_access_of_an_agent_that_does_not_hear_of_it()
    {
        using GatewayNetwork network = new();
        await using Site site = await Site.OpenAsync(network.Gateway, network.Endpoint, GatewayNetwork.GatewayAddress, ["--guard", "inside"], Admits);
        await site.AdmitAsync("admitted");
        await ReachesSoonAsync(network, GatewayNetwork.ResourceAddress);

        string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;
        await site.Agent.KillAsync();
        await site.AdministerAsync("endpoint", "log-off", endpoint);
        await AppliesSoonAsync(() => !network.Rules().Contains(GatewayNetwork.EndpointAddress, StringComparison.Ordinal));
        Assert.False(network.Reaches(GatewayNetwork.ResourceAddress), "reached after log-off");
    }

    private static Task ReachesSoonAsync(GatewayNetwork network, string address) => AppliesSoonAsync(() => network.Reaches(address));

    private static Task AppliesSoonAsync(Func<bool> applies) => Eventually.HoldsAsync(applies, Soon);
}
