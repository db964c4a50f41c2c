using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>A link between the routers that carries 1,400 octets: said by ICMP and heard, or said in vain.</summary>
public sealed class PathMtuTests(Pki pki)
{
    private const string TooBig = "icmp type destination-unreachable icmp code 4 drop";
    private const string TooBigV6 = "icmpv6 type packet-too-big drop";

    [Theory]
    [InlineData(Network.ServerAddress)]
    [InlineData(Network.ServerAddress6)]
    public async Task Discovery_that_works_is_healthy(string address)
    {
        await using Network network = await Narrow();
        await Tls.Serve(network, pki);
        Assert.True(await network.Client.Try(10, "ping", "-c", "1", address));
        await network.Record(pings: address);
        Assert.True(await Tls.Ask(network, pki, address: address, file: "page.txt"));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Healthy(report);
        Expect.Clocks(report, recording);
    }

    [Theory]
    [InlineData(Network.ServerAddress, TooBig, "off")]
    [InlineData(Network.ServerAddress, TooBig, "on")]
    [InlineData(Network.ServerAddress6, TooBigV6, "off")]
    public async Task Large_segments_to_the_client_vanish(string address, string rule, string offload)
    {
        await using Network network = await Narrow();
        await network.Server.Must("ethtool", "-K", "eth0", "tx", offload, "tso", offload, "gso", offload);
        await Tls.Serve(network, pki);
        Assert.True(await network.Client.Try(10, "ping", "-c", "1", address));
        await network.R2.Rule("output", rule);
        await network.Record(pings: address);
        Assert.False(await Tls.Ask(network, pki, seconds: 6, address: address));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.PathMtuBlackHole, "r2-out > r1-out");
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Large_segments_to_the_server_vanish()
    {
        await using Network network = await Narrow();
        await Tls.Serve(network, pki, options: "-tls1_3");
        await network.R1.Rule("output", TooBig);
        await network.Server.Must("ip", "route", "add", "10.0.3.0/24", "via", "10.0.2.1", "mtu", "1400", "advmss", "1460");
        await network.Record();
        Assert.False(await Tls.Upload(network, pki, seconds: 6));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.PathMtuBlackHole, "r1-in > r1-out");
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Large_datagrams_vanish()
    {
        await using Network network = await Narrow();
        await SecurityCheck.Serve(network);
        await network.R1.Rule("output", TooBig);
        await network.Record();
        Assert.False(await SecurityCheck.Run(network, options: ["--patches", "85", "--dont-fragment"]));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.PathMtuBlackHole, "r1-in > r1-out", Confidence.Likely);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Large_datagrams_that_routers_may_fragment_are_healthy()
    {
        await using Network network = await Narrow();
        await SecurityCheck.Serve(network);
        await network.Record();
        Assert.True(await SecurityCheck.Run(network, options: ["--patches", "85"]));
        Assert.True(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Healthy(recording.Diagnose(), FindingCodes.ReportExceedsMtu);
    }

    private static async Task<Network> Narrow()
    {
        Network network = await Network.Up();
        await network.R1.Must("ip", "link", "set", "wan", "mtu", "1400");
        await network.R2.Must("ip", "link", "set", "lan", "mtu", "1400");
        return network;
    }
}
