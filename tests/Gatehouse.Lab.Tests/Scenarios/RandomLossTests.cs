using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Three packets in ten lost by real chance, other ones in every run: no device is ever accused for certain.</summary>
public sealed class RandomLossTests(Pki pki)
{
    private const string ByChance = "numgen random mod 100 < 30 drop";
    private const int MostRuns = 4;

    [Theory]
    [InlineData("to-client", "iifname wan tcp sport 4343")]
    [InlineData("to-server", "iifname lan tcp dport 4343")]
    public async Task A_connection_that_recovers_is_no_fault(string direction, string packets)
    {
        for (int run = 0; run < MostRuns; run++)
        {
            await using Network network = await Network.Up();
            await Tls.Serve(network, pki);
            await network.R2.Rule("forward", $"{packets} {ByChance}");
            await network.Record();
            bool recovered = await Tls.Ask(network, pki, seconds: 20, file: "page.txt");
            PathRecording recording = (await network.Stop()).Apart();
            if (recovered)
            {
                Report report = recording.Diagnose();
                Expect.Healthy(report, FindingCodes.PacketLoss);
                Assert.All(
                    report.Findings.Where(finding => finding.Code == FindingCodes.PacketLoss && finding.Where is not null),
                    finding => Assert.Equal(direction, finding.Where!.Direction));
                return;
            }
        }

        Assert.Skip($"by chance none of {MostRuns} connections recovered in time");
    }

    [Fact]
    public async Task Checks_that_fail_by_chance_accuse_no_device_for_certain()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await network.R2.Rule("forward", $"iifname lan udp dport 9029 {ByChance}");
        await network.Record();
        for (int i = 0; i < 10; i++)
        {
            await SecurityCheck.Run(network, options: ["--tries", "2", "--spacing", "0.2", "--pause", "0.05", "--patches", "20"]);
        }

        Report report = (await network.Stop()).Apart().Diagnose();
        Assert.True(
            !report.Findings.Any(finding => finding is { Severity: Severity.Fault, Confidence: > Confidence.Possible, Code: FindingCodes.RequestLost or FindingCodes.PathMtuBlackHole or FindingCodes.IpFragmentsLost }),
            Expect.Describe(report));
    }

    [Fact]
    public async Task A_connection_that_was_still_recovering_accuses_no_device_for_certain()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.R2.Rule("forward", $"iifname wan tcp sport 4343 {ByChance}");
        await network.Record();
        for (int i = 0; i < 6; i++)
        {
            await Tls.Ask(network, pki, seconds: 1, file: "page.txt");
        }

        Report report = (await network.Stop()).Apart().Diagnose();
        Assert.True(
            !report.Findings.Any(finding => finding is { Severity: Severity.Fault, Confidence: Confidence.Certain, Code: FindingCodes.ReplyLost or FindingCodes.PathMtuBlackHole }),
            Expect.Describe(report));
    }
}
