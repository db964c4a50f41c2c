using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Connections that are not made: filtered one way or the other, rejected by a router, refused by the server.</summary>
public sealed class ConnectTests(Pki pki)
{
    [Theory]
    [InlineData("r1", "r1-in > r1-out")]
    [InlineData("r2", "r1-out > r2-out")]
    public async Task Syns_dropped(string router, string where)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", "iifname lan tcp dport 4343 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = Expect.Verdict(report, FindingCodes.TcpNoAnswer, where, Confidence.Likely);
        Assert.Equal("syn", finding.Facts["lost"]);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Syns_dropped_after_others_passed_are_lost_for_certain()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.Record();
        Assert.True(await Tls.Ask(network, pki));
        await network.R2.Rule("arriving", "iifname lan tcp dport 4343 drop");
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Finding finding = Expect.Verdict(recording.Diagnose(), FindingCodes.TcpNoAnswer, "r1-out > r2-out");
        Assert.Equal("syn", finding.Facts["lost"]);
    }

    [Theory]
    [InlineData("r1", "r1-out > r1-in")]
    [InlineData("r2", "r2-out > r1-out")]
    public async Task Answers_to_syns_dropped(string router, string where)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", "iifname wan tcp sport 4343 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = Expect.Verdict(report, FindingCodes.TcpNoAnswer, where);
        Assert.Equal("syn-ack", finding.Facts["lost"]);
        Expect.Clocks(report, recording);
        Expect.Verdict(recording.Only("client").Diagnose(), FindingCodes.TcpNoAnswer);
    }

    [Theory]
    [InlineData("r1", "r1-in > r1-out")]
    [InlineData("r2", "r1-out > r2-out")]
    public async Task A_router_that_rejects_by_icmp(string router, string where)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await (router == "r1" ? network.R1 : network.R2).Rule("forward", "tcp dport 4343 reject with icmpx admin-prohibited");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.IcmpRejected, where);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task A_router_that_rejects_by_icmp_over_IPv6()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        Assert.True(await network.Client.Try(10, "ping", "-c", "1", Network.ServerAddress6));
        await network.R2.Rule("forward", "tcp dport 4343 reject with icmpx admin-prohibited");
        await network.Record(pings: Network.ServerAddress6);
        Assert.False(await Tls.Ask(network, pki, address: Network.ServerAddress6));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Verdict(recording.Diagnose(), FindingCodes.IcmpRejected, "r1-out > r2-out");
    }

    [Fact]
    public async Task A_router_that_refuses_in_the_servers_name()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.R2.Rule("forward", "tcp dport 4343 reject with tcp reset");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Verdict(recording.Diagnose(), FindingCodes.TcpResetInjected, "r2-out > r1-out", Confidence.Likely);
    }

    [Fact]
    public async Task A_closed_tcp_port()
    {
        await using Network network = await Network.Up();
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.TcpRefused, "at server");
        Expect.Clocks(report, recording);
        Expect.Verdict(recording.Only("client", "r1-in").Diagnose(), FindingCodes.TcpRefused);
    }

    [Fact]
    public async Task A_closed_udp_port()
    {
        await using Network network = await Network.Up();
        await network.Record();
        Assert.False(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.IcmpRejected, "at server");
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task The_servers_own_firewall()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.Server.Rule("arriving", "tcp dport 4343 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Verdict(recording.Diagnose(), FindingCodes.TcpNoAnswer, "at server");
    }
}
