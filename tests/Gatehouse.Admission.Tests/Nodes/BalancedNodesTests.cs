using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gatehouse.Admission.Tests.Networks;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Nodes;

/// <summary>The files of deploy/balancing, with HAProxy and nftables in front of two nodes.</summary>
public sealed class BalancedNodesTests
{
    // HAProxy looks every 2 s, twice.
    private const int SecondsToNotice = 20;

    [Fact]
    public async Task An_endpoint_is_admitted_through_HAProxy_and_nftables_also_when_one_of_the_nodes_is_gone()
    {
        Assert.SkipWhen(ExternalProgram.Run("haproxy", "-v") is null, "haproxy is not installed");
        Assert.SkipWhen(ExternalProgram.Run("openssl", "version") is null, "openssl is not installed");
        using GatewayNetwork network = new();
        (PostgreSqlCluster? started, string? reason) = PostgreSqlCluster.TryStart();
        Assert.SkipWhen(started is null, reason ?? string.Empty);
        using PostgreSqlCluster cluster = started!;
        string folder = Directory.CreateTempSubdirectory("gatehouse-balanced").FullName;
        string database = Path.Combine(folder, "database");
        await File.WriteAllTextAsync(database, cluster.ConnectionString(cluster.CreateDatabase()));
        await using Site site = await Site.OpenAsync(
            network.Far, network.Endpoint, GatewayNetwork.FarAddress, ["--database-file", database, "--name", GatewayNetwork.GatewayAddress]);
        string second = Path.Combine(folder, "second");
        Must("sh", "-c", $"install -d -m 700 '{second}' && cp -rp '{site.ServerFolder}/ca' '{second}/'");
        await using GatehouseProgram other = GatehouseProgram.Start(
            network.Far,
            [
                "server", "--data", second, "--database-file", database, "--listen", GatewayNetwork.ResourceAddress, "--name", GatewayNetwork.GatewayAddress,
                "--port", Text(site.Port), "--udp-port", Text(site.UdpPort),
            ]);
        await other.SaysAsync("Listening on", seconds: 60);
        using Process balancer = Balance(network, site, folder);
        try
        {
            string token = Path.Combine(folder, "token");
            await site.AdministerAsync("token", "create", "--token-file", token);
            await EnrolAsync(site, token);
            site.StartAgent();
            JsonElement status = await site.StatusAsync(now => now.GetProperty("state").GetString() == "admitted", seconds: 60);
            Assert.Equal("udp", status.GetProperty("channel").GetString());

            await other.KillAsync();
            Load(network, Configured("nftables.conf", site).Replace($"1 : {GatewayNetwork.ResourceAddress}", $"1 : {GatewayNetwork.FarAddress}", StringComparison.Ordinal), folder);
            Outcome check = await site.AgentAsync("check");
            Assert.Contains("admitted", check.Output, StringComparison.Ordinal);
        }
        finally
        {
            balancer.Kill();
            await balancer.WaitForExitAsync(CancellationToken.None);
            await other.KillAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task EnrolAsync(Site site, string token)
    {
        Outcome enrolled = new(-1, string.Empty);
        for (int second = 0; second < SecondsToNotice && enrolled.Status != 0; second++)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            enrolled = await site.AgentAsync("enroll", "--server", $"{GatewayNetwork.GatewayAddress}:{Text(site.Port)}", "--token-file", token);
        }

        Assert.True(enrolled.Status == 0, enrolled.Output);
    }

    private static Process Balance(GatewayNetwork network, Site site, string folder)
    {
        Load(network, Configured("nftables.conf", site), folder);
        string anchors = Path.Combine(folder, "anchors.pem");
        File.WriteAllText(anchors, Must("sh", "-c", $"for anchor in '{site.ServerFolder}'/ca/anchor-*.pem; do openssl x509 -in \"$anchor\"; done"));
        string file = Path.Combine(folder, "haproxy.cfg");
        File.WriteAllText(file, Configured("haproxy.cfg", site)
            .Replace("/etc/haproxy/gatehouse-anchors.pem", anchors, StringComparison.Ordinal)
            .Replace("maxconn 120000", "maxconn 2000", StringComparison.Ordinal));
        ProcessStartInfo start = new("ip", ["netns", "exec", network.Gateway, "haproxy", "-db", "-f", file]) { UseShellExecute = false };
        return Process.Start(start)!;
    }

    private static void Load(GatewayNetwork network, string rules, string folder)
    {
        string file = Path.Combine(folder, "rules.nft");
        File.WriteAllText(file, rules);
        Must("ip", "netns", "exec", network.Gateway, "nft", "-f", file);
    }

    // As it stands, but for addresses and ports.
    private static string Configured(string file, Site site)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(root!.FullName, "deploy")))
        {
            root = root.Parent;
        }

        return File.ReadAllText(Path.Combine(root.FullName, "deploy", "balancing", file))
            .Replace("192.0.2.11", GatewayNetwork.FarAddress, StringComparison.Ordinal)
            .Replace("192.0.2.12", GatewayNetwork.ResourceAddress, StringComparison.Ordinal)
            .Replace("4343", Text(site.Port), StringComparison.Ordinal)
            .Replace("9019", Text(site.UdpPort), StringComparison.Ordinal);
    }

    private static string Must(string program, params string[] arguments) =>
        ExternalProgram.Run(program, arguments) ?? throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
