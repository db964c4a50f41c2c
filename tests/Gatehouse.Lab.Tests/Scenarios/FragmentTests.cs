using System.Buffers.Binary;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Fragments of one datagram that do not all arrive, or do in another order.</summary>
public sealed class FragmentTests
{
    /// <summary>Where flags and fragment offset are, from the Ethernet header.</summary>
    private const int FragmentField = 20;

    private const string LaterV4 = "ip frag-off & 0x1fff != 0 drop";
    private const string AllV4 = "ip frag-off & 0x3fff != 0 drop";
    private const string LaterV6 = "frag frag-off != 0 drop";

    [Theory]
    [InlineData("r1", LaterV4, "all-but-first", "r1-in > r1-out")]
    [InlineData("r2", LaterV4, "all-but-first", "r1-out > r2-out")]
    [InlineData("r1", AllV4, "all", "r1-in > r1-out")]
    [InlineData("r2", AllV4, "all", "r1-out > r2-out")]
    public async Task Fragments_of_a_report_dropped_on_the_way_to_the_server(string router, string rule, string lost, string where)
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", $"iifname lan {rule}");
        await network.Record();
        Assert.False(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = Expect.Verdict(report, FindingCodes.IpFragmentsLost, where);
        Assert.Equal((lost, 2656), (finding.Facts["lost"], finding.Facts["payloadBytes"]));
        Expect.Clocks(report, recording);
        Expect.Verdict(recording.Only("client", "server").Diagnose(), FindingCodes.IpFragmentsLost, "client > server");
        Expect.Open(recording.Only("client", "r1-in").Diagnose());
        Expect.Open(recording.Only("client").Diagnose());
    }

    [Theory]
    [InlineData("r1", "r1-out > r1-in")]
    [InlineData("r2", "r2-out > r1-out")]
    public async Task Fragments_of_a_reply_dropped_on_the_way_to_the_client(string router, string where)
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network, options: ["--policy-octets", "3000"]);
        await (router == "r1" ? network.R1 : network.R2).Rule("arriving", $"iifname wan {LaterV4}");
        await network.Record();
        Assert.False(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = Expect.Verdict(report, FindingCodes.IpFragmentsLost, where);
        Assert.Equal("to-client", report.Verdict.Where!.Direction);
        Assert.Equal("all-but-first", finding.Facts["lost"]);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Fragments_dropped_over_IPv6()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network, Network.ServerAddress6);
        await network.R2.Rule("arriving", $"iifname lan {LaterV6}");
        Assert.True(await network.Client.Try(10, "ping", "-c", "1", Network.ServerAddress6));
        await network.Record(pings: Network.ServerAddress6);
        Assert.False(await SecurityCheck.Run(network, Network.ServerAddress6));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Verdict(report, FindingCodes.IpFragmentsLost, "r1-out > r2-out");
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Every_other_datagram_loses_its_second_fragment()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await network.R1.Rule("arriving", "iifname lan ip frag-off & 0x1fff != 0 numgen inc mod 2 0 drop");
        await network.Record();
        Assert.True(await SecurityCheck.Run(network));
        Assert.True(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Assert.Contains(report.Findings, finding => finding.Code == FindingCodes.IpFragmentsLost && finding.Where is { After: "r1-in", Before: "r1-out" });
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Fragments_in_the_wrong_order_are_healthy()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await network.R1.Rule("arriving", $"iifname lan {AllV4}");
        await network.R1.Serve("frames", Requirements.Python, "-B", Checkout.PathTo("lab", "tools", "swap_fragments.py"), "lan");
        await network.Record();
        Assert.True(await SecurityCheck.Run(network));
        Assert.True(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Assert.True(SecondComesFirst(recording.Tapes[^1]) && !SecondComesFirst(recording.Tapes[0]));
        Report report = recording.Diagnose();
        Expect.Healthy(report, FindingCodes.ReportExceedsMtu);
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Whole_fragments_are_healthy()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await network.Record();
        Assert.True(await SecurityCheck.Run(network));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Healthy(report, FindingCodes.ReportExceedsMtu);
        Expect.Clocks(report, recording);
        Expect.Healthy(recording.Only("client", "server").Diagnose(), FindingCodes.ReportExceedsMtu);
    }

    private static bool SecondComesFirst(Tape tape) =>
        (BinaryPrimitives.ReadUInt16BigEndian(tape.Frames.First(IsFragment).Octets.AsSpan(FragmentField)) & 0x1FFF) != 0;

    private static bool IsFragment(TapedFrame frame) =>
        frame.Octets is [_, _, _, _, _, _, _, _, _, _, _, _, 0x08, 0x00, ..]
        && (BinaryPrimitives.ReadUInt16BigEndian(frame.Octets.AsSpan(FragmentField)) & 0x3FFF) != 0;
}
