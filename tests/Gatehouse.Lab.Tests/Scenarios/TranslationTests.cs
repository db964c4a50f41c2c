using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Addresses translated at the client's router, at the server's, or at both.</summary>
public sealed class TranslationTests(Pki pki)
{
    private const string Announced = "10.0.2.200";

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task A_handshake_through_translation_is_healthy_and_one_conversation(bool source, bool destination)
    {
        await using Network network = await Translated(source, destination);
        await Tls.Serve(network, pki);
        string address = destination ? Announced : Network.ServerAddress;
        await network.Record(pings: address);
        Assert.True(await Tls.Ask(network, pki, address: address));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Expect.Healthy(report);
        Assert.Equal(1, report.Conversations.Total);
        Expect.Clocks(report, recording);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Fragments_dropped_behind_translation(bool source, bool destination)
    {
        await using Network network = await Translated(source, destination);
        await SecurityCheck.Serve(network, "0.0.0.0", "--reply-port", "9029");
        await network.Server.Rule("arriving", "counter");
        await network.R2.Rule("forward", "iifname lan udp length > 1480 drop");
        string address = destination ? Announced : Network.ServerAddress;
        await network.Record(pings: address);
        Assert.False(await SecurityCheck.Run(network, address));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = Expect.Verdict(report, FindingCodes.IpFragmentsLost, "r1-out > r2-out");
        Assert.Equal(source || destination, finding.Facts.ContainsKey("translated"));
        Expect.Clocks(report, recording);
    }

    [Fact]
    public async Task Syns_dropped_behind_translation()
    {
        await using Network network = await Translated(source: true, destination: false);
        await Tls.Serve(network, pki);
        await network.R2.Rule("forward", "iifname lan tcp dport 4343 drop");
        await network.Record();
        Assert.False(await Tls.Ask(network, pki));
        PathRecording recording = (await network.Stop()).Apart();

        Expect.Verdict(recording.Diagnose(), FindingCodes.TcpNoAnswer, "r1-out > r2-out", Confidence.Likely);
    }

    private static async Task<Network> Translated(bool source, bool destination)
    {
        Network network = await Network.Up();
        if (source)
        {
            await network.R1.Rule("srcnat", "oifname wan masquerade fully-random");
        }

        if (destination)
        {
            await network.R2.Rule("dstnat", $"iifname lan ip daddr {Announced} dnat ip to {Network.ServerAddress}");
        }

        return network;
    }
}
