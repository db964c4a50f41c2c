using Gatehouse.Admission.Tests.Machines;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>What is really installed, removed or set on a machine changes the verdict of the next check, and the reason names it.</summary>
public sealed class ChangedMachineTests
{
    private const string ForbidsGames =
        Site.LenientPolicy + "checks:\n  software:\n    - { name: games, action: isolate, forbidden: [\"gatehouse-test-game*\"] }\n";

    private const string RequiresFirewall = Site.LenientPolicy + "checks:\n  firewall: { action: isolate, products: [nftables] }\n";

    private const string RequiresClamAv =
        Site.LenientPolicy + "checks:\n  antiVirus:\n    action: isolate\n    products: [ClamAV]\n    failures: { notInstalled: isolate, notRunning: remind }\n";

    private const string OneSignature = "44d88612fea8a8f36de82e1278abb02f:68:Gatehouse.Test\n";

    [Fact]
    public async Task Installing_a_forbidden_package_isolates_and_removing_it_admits_again()
    {
        await using ThrowawayMachine machine = await ThrowawayMachine.StartAsync();
        string folder = Directory.CreateTempSubdirectory("gatehouse-packages").FullName;
        try
        {
            string package = await Packages.MakeAsync(folder, "gatehouse-test-game");
            await using Site site = await OpenAsync(machine, ForbidsGames, "admitted");

            machine.Run("dpkg", "--install", package);
            string forbidden = await CheckAsync(site, "isolated");
            Assert.Contains("gatehouse-test-game", forbidden, StringComparison.Ordinal);
            Assert.Contains("games", forbidden, StringComparison.Ordinal);

            machine.Run("dpkg", "--purge", "gatehouse-test-game");
            await CheckAsync(site, "admitted");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_rule_set_of_nftables_that_turns_something_away_admits_and_flushing_it_isolates_again()
    {
        await using ThrowawayMachine machine = await ThrowawayMachine.StartAsync();
        Assert.SkipWhen(machine.Try("nft", "--version") is null, "nft is not installed");
        await using Site site = await OpenAsync(machine, RequiresFirewall, "isolated");
        Assert.Contains("nftables", await CheckAsync(site, "isolated"), StringComparison.Ordinal);

        machine.Run("nft", "add table inet guard; add chain inet guard arriving { type filter hook input priority 0; policy accept; }");
        Assert.Contains("nftables", await CheckAsync(site, "isolated"), StringComparison.Ordinal);

        machine.Run("nft", "add rule inet guard arriving tcp dport 23 drop");
        await CheckAsync(site, "admitted");

        machine.Run("nft", "flush", "ruleset");
        await CheckAsync(site, "isolated");
    }

    [Fact]
    public async Task Installing_starting_and_removing_ClamAV_changes_the_verdict_each_time()
    {
        string folder = Directory.CreateTempSubdirectory("gatehouse-packages").FullName;
        try
        {
            await using ThrowawayMachine machine = await ThrowawayMachine.StartAsync();
            Assert.SkipUnless(machine.Try("dpkg", "--status", "clamav-base") is null, "ClamAV is installed on this machine already");
            string[] packages = Packages.Download(folder, "clamav-daemon");
            await using Site site = await OpenAsync(machine, RequiresClamAv, "isolated");
            Assert.Contains("ClamAV", await CheckAsync(site, "isolated"), StringComparison.Ordinal);

            // Nothing is to be started by installing it.
            machine.Run("sh", "-c", "printf '#!/bin/sh\\nexit 101\\n' > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d");
            machine.Run(["dpkg", "--install", .. packages]);
            Assert.Contains("not running", await CheckAsync(site, "reminded"), StringComparison.Ordinal);

            string signatures = Path.Combine(folder, "test.hdb");
            await File.WriteAllTextAsync(signatures, OneSignature);
            machine.Run("cp", signatures, "/var/lib/clamav/test.hdb");
            machine.Run("sh", "-c", "mkdir -p /run/clamav && chown clamav /run/clamav && exec clamd --pid=/run/clamav/test.pid > /dev/null 2>&1");
            await CheckAsync(site, "admitted");

            // It ends in its own time, and nobody waits for it: then it is a name without a program.
            machine.Run("sh", "-c", "pid=$(cat /run/clamav/test.pid); kill $pid; for i in $(seq 100); do grep -qs 'State:.[^Z]' /proc/$pid/status || exit 0; sleep 0.1; done; exit 1");
            await CheckAsync(site, "reminded");

            machine.Run("dpkg", "--purge", "clamav-daemon", "clamav-freshclam", "clamav-base");
            await CheckAsync(site, "isolated");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task The_tour_says_what_is_wrong_with_the_machine_it_runs_on()
    {
        await using ThrowawayMachine machine = await ThrowawayMachine.StartAsync();
        Assert.SkipWhen(machine.Try("nft", "--version") is null, "nft is not installed");
        string folder = Directory.CreateTempSubdirectory("gatehouse-tour").FullName;
        try
        {
            string[] tour = ["up", "--once", "--data", folder, "--port", "0", "--udp-port", "0"];
            Outcome before = await GatehouseProgram.RunAsync(machine.Place, tour);
            Assert.Contains("Firewall: nftables is installed and not running", before.Output, StringComparison.Ordinal);

            machine.Run("nft", "add table inet guard; add chain inet guard arriving { type filter hook input priority 0; policy drop; }; add rule inet guard arriving iif lo accept");
            Outcome after = await GatehouseProgram.RunAsync(machine.Place, tour);
            Assert.DoesNotContain("Firewall: nftables", after.Output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Site> OpenAsync(ThrowawayMachine machine, string policy, string verdict)
    {
        Site site = await Site.OpenAsync(machine.Place, machine.Place, "127.0.0.1", [], policy);
        try
        {
            await site.AdmitAsync(verdict);
            return site;
        }
        catch
        {
            await site.DisposeAsync();
            throw;
        }
    }

    private static async Task<string> CheckAsync(Site site, string verdict)
    {
        Outcome check = await site.AgentAsync("check");
        Assert.Contains($"checked over udp: {verdict}", check.Output, StringComparison.Ordinal);
        return check.Output;
    }
}
