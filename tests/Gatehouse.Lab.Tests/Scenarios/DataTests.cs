using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Requests and replies that vanish, servers that stay silent, resets that nobody at the ends sent.</summary>
public sealed class DataTests(Pki pki)
{
    [Theory]
    [InlineData("r1", "r1-in > r1-out")]
    [InlineData("r2", "r1-out > r2-out")]
    public async Task Requests_over_udp_dropped(string router, string where)
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", "iifname lan udp dport 9029 drop");
        await network.Record();
        Assert.False(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.RequestLost, where, Confidence.Likely);
        Expect.Clocks(report, recording);
        Expect.Open(recording.Only("client", "r1-in").Diagnose());
    }

    [Theory]
    [InlineData("r1", "r1-out > r1-in")]
    [InlineData("r2", "r2-out > r1-out")]
    public async Task Replies_over_udp_dropped(string router, string where)
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", "iifname wan udp sport 9019 drop");
        await network.Record();
        Assert.False(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.ReplyLost, where);
        Expect.Clocks(report, recording);
        Expect.Open(recording.Only("client", "r1-in").Diagnose());
    }

    [Theory]
    [InlineData("r1", "r1-in > r1-out")]
    [InlineData("r2", "r1-out > r2-out")]
    public async Task Requests_over_tcp_dropped(string router, string where)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", "iifname lan tcp dport 4343 meta length > 100 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.RequestLost, where);
        Expect.Clocks(report, recording);
    }

    [Theory]
    [InlineData("r1", "r1-out > r1-in")]
    [InlineData("r2", "r2-out > r1-out")]
    public async Task Replies_over_tcp_dropped(string router, string where)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", "iifname wan tcp sport 4343 meta length > 100 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.ReplyLost, where);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task A_server_silent_over_udp()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network, options: ["--answer", "1"]);
        await network.Record();
        Assert.False(await SecurityCheck.Run(network, options: ["--patches", "60"]));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.ServerSilent, "at server");
        Expect.Clocks(report, recording);
        Assert.Equal(Confidence.Possible, recording.Only("client").Diagnose().Findings.First(finding => finding.Code == FindingCodes.ServerSilent).Confidence);
    }

    [Fact]
    public async Task A_server_silent_over_tcp()
    {
        await using Network network = await Network.Up();
        await Tls.ServeBadly(network, "silent");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki, seconds: 7));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Verdict(recording.Diagnose(), FindingCodes.ServerSilent, "at server");
    }

    [Theory]
    [InlineData("r1", "r1-out > r1-in")]
    [InlineData("r2", "r2-out > r1-out")]
    public async Task A_router_that_breaks_connections_with_a_reset(string router, string where)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await (router == "r1" ? network.R1 : network.R2).Rule("forward", "tcp dport 4343 meta length > 100 reject with tcp reset");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.TcpResetInjected, where);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task A_reset_forged_beside_the_path()
    {
        await using Network network = await Network.Up();
        await Tls.ServeBadly(network, "silent"); // A server that answers at once may win the race against the forger.
        await network.R2.Serve("frames", Requirements.Python, "-B", Checkout.PathTo("lab", "tools", "forge_reset.py"), "lan", "4343");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Verdict(recording.Diagnose(), FindingCodes.TcpResetInjected, "r2-out > r1-out");
    }

    [Fact]
    public async Task A_reset_by_the_server_itself()
    {
        await using Network network = await Network.Up();
        await Tls.ServeBadly(network, "late-reset");
        await network.Record();
        await network.Client.Try(3, "sh", "-c", $"{{ echo GET; sleep 2; }} | openssl s_client -quiet -connect {Network.ServerAddress}:4343");
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Assert.Equal("server", report.Verdict.Where?.At);
        Assert.NotEqual(FindingCodes.TcpResetInjected, report.Verdict.Code);
    }
}
