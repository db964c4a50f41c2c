using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>A router that answers SYNs in the server's place (the kernel's synproxy) and so gives the server's segments other numbers; it clamps the MSS as well.</summary>
public sealed class RenumberingTests(Pki pki)
{
    private const string Renumbered = "gives TCP connections other sequence numbers";

    [Theory]
    [InlineData("r1")]
    [InlineData("r2")]
    public async Task A_proxied_connection_is_healthy_and_the_device_is_named(string router)
    {
        await using Network network = await Proxied(router);
        await network.Record();
        Assert.True(await Tls.Ask(network, pki, file: "page.txt"));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Healthy(report);
        Assert.Equal(1, report.Conversations.Total);
        Assert.True(
            report.Sources.Single(source => source.Name == $"{router}-out").Notes
                .Any(note => note.Contains(Renumbered, StringComparison.Ordinal)),
            Expect.Describe(report));
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Data_dropped_by_the_very_device_is_placed_there()
    {
        await using Network network = await Proxied("r1");
        // A SYN cookie has room for few values of the MSS: 1,200 becomes 536.
        await network.R1.Rule("arriving", "iifname wan tcp sport 4343 meta length > 400 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, seconds: 9, file: "page.txt"));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = report.Findings[0];
        Assert.True(
            report.Verdict.Code is FindingCodes.ReplyLost or FindingCodes.PathMtuBlackHole
                && (report.Verdict.Where?.After, report.Verdict.Where?.Before) == ("r1-out", "r1-in")
                && finding.Facts.ContainsKey("renumbered"),
            Expect.Describe(report));
    }

    private async Task<Network> Proxied(string router)
    {
        Network network = await Network.Up();
        Host host = router == "r1" ? network.R1 : network.R2;
        await Tls.Serve(network, pki);
        await host.Rule("untracked", "iifname lan tcp dport 4343 tcp flags syn / fin,syn,rst,ack notrack");
        await host.Rule("forward", "tcp flags syn tcp option maxseg size set 1200");
        bool canProxy = await host.Try(10, "nft", "add rule inet lab forward tcp dport 4343 ct state invalid,untracked synproxy mss 1200 wscale 7 timestamp sack-perm")
            && await host.Try(10, "sh", "-c", "cd /proc/sys/net && echo 0 >netfilter/nf_conntrack_tcp_loose && echo 1 >ipv4/tcp_syncookies && echo 1 >ipv4/tcp_timestamps");
        if (!canProxy)
        {
            await network.DisposeAsync();
            Assert.Skip("this kernel has no synproxy");
        }

        return network;
    }
}
