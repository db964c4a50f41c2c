using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>A third of the packets lost in conversations that recover: worth a warning with its place, never a fault.</summary>
public sealed class LossTests(Pki pki)
{
    /// <summary>Every third: a run by chance would now and then lose too few to be worth a word.</summary>
    private const string EveryThird = "numgen inc mod 3 0 drop";

    [Fact]
    public async Task Data_to_the_client()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.R2.Rule("arriving", $"iifname wan tcp sport 4343 meta length > 100 {EveryThird}");
        await network.Record();
        for (int i = 0; i < 3; i++)
        {
            await Tls.Ask(network, pki, seconds: 15, file: "page.txt");
        }

        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        AssertWarned(report, "r2-out", "r1-out");
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Datagrams_to_the_server()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await network.R1.Rule("arriving", $"iifname lan udp dport 9029 {EveryThird}");
        await network.Record();
        for (int i = 0; i < 12; i++)
        {
            await SecurityCheck.Run(network, options: ["--tries", "12", "--spacing", "0.1", "--pause", "0.05", "--patches", "20"]);
        }

        PathRecording recording = (await network.Stop()).Apart();

        AssertWarned(recording.Diagnose(), "r1-in", "r1-out");
    }

    [Fact]
    public async Task Syns_and_hellos_sent_again_are_healthy()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.R1.Rule("arriving", "iifname lan tcp flags syn numgen inc mod 2 0 drop");
        await network.R2.Rule("arriving", "iifname wan tcp sport 4343 meta length > 100 numgen inc mod 4 0 drop");
        await network.Record();
        Assert.True(await Tls.Ask(network, pki, seconds: 12));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Healthy(recording.Diagnose(), FindingCodes.PacketLoss);
        Expect.Healthy(recording.Only("client", "server").Diagnose(), FindingCodes.PacketLoss);
    }

    [Fact]
    public async Task Pings()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.R2.Rule("arriving", $"iifname lan icmp type echo-request {EveryThird}");
        await network.Record();
        for (int i = 0; i < 8; i++)
        {
            Assert.True(await Tls.Ask(network, pki));
            await Task.Delay(900, TestContext.Current.CancellationToken);
        }

        PathRecording recording = (await network.Stop()).Apart();

        AssertWarned(recording.Diagnose(), "r1-out", "r2-out");
    }

    private static void AssertWarned(Report report, string after, string before)
    {
        Expect.Healthy(report, FindingCodes.PacketLoss);
        Finding loss = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.PacketLoss);
        Assert.Equal((after, before, Severity.Warning), (loss.Where?.After, loss.Where?.Before, loss.Severity));
        Assert.InRange((double)loss.Facts["share"], 0.1, 0.5);
    }
}
