using Gatehouse.Admission.Tests.Networks;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Nodes;

/// <summary>A gateway that endpoints never talk to enforces what another node over the same PostgreSQL decides.</summary>
public sealed class GuardingNodeTests
{
    // Told at once; twice as long as promised, for a machine that is busy with other tests.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task It_opens_and_closes_at_once_for_verdicts_log_offs_and_revocations_of_another_node()
    {
        using GatewayNetwork network = new();
        (PostgreSqlCluster? started, string? reason) = PostgreSqlCluster.TryStart();
        Assert.SkipWhen(started is null, reason ?? string.Empty);
        using PostgreSqlCluster cluster = started!;
        string folder = Directory.CreateTempSubdirectory("gatehouse-guard").FullName;
        try
        {
            string database = Path.Combine(folder, "database");
            await File.WriteAllTextAsync(database, cluster.ConnectionString(cluster.CreateDatabase()));
            await using Site site = await Site.OpenAsync(network.Far, network.Endpoint, GatewayNetwork.FarAddress, ["--database-file", database]);
            string gateway = Path.Combine(folder, "gateway");
            Outcome copied = Copy(Path.Combine(site.ServerFolder, "ca"), gateway);
            Assert.Equal(0, copied.Status);
            await using GatehouseProgram guard = GatehouseProgram.Start(
                network.Gateway,
                [
                    "server", "--data", gateway, "--database-file", database, "--listen", GatewayNetwork.GatewayAddress,
                    "--guard", "inside", "--open", GatewayNetwork.FarAddress,
                ]);
            await guard.SaysAsync("Listening on", seconds: 60);
            await Eventually.HoldsAsync(() => !network.Reaches(GatewayNetwork.ResourceAddress), Seconds);
            Assert.True(network.Reaches(GatewayNetwork.FarAddress), "the other node must be reached to be checked there");

            await site.AdmitAsync("admitted");
            await Eventually.HoldsAsync(() => network.Reaches(GatewayNetwork.ResourceAddress), Soon);

            string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;
            await site.AdministerAsync("endpoint", "log-off", endpoint);
            await Eventually.HoldsAsync(() => !network.Rules().Contains(GatewayNetwork.EndpointAddress, StringComparison.Ordinal), Soon);
            Assert.False(network.Reaches(GatewayNetwork.ResourceAddress), "reached after log-off");

            await site.StatusAsync(now => now.GetProperty("state").GetString() == "offline");
            Assert.Contains("admitted", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);
            await Eventually.HoldsAsync(() => network.Reaches(GatewayNetwork.ResourceAddress), Soon);

            // Silent, so that nothing but the revocation closes the gate.
            await site.Agent.KillAsync();
            await site.AdministerAsync("endpoint", "revoke", endpoint);
            await Eventually.HoldsAsync(() => !network.Reaches(GatewayNetwork.ResourceAddress), Seconds);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Outcome Copy(string authority, string data)
    {
        string? output = ExternalProgram.Run("sh", "-c", $"install -d -m 700 '{data}' && cp -rp '{authority}' '{data}/'");
        return new Outcome(output is null ? 1 : 0, output ?? string.Empty);
    }
}
