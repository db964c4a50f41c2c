using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>Recordings as they come in practice: tags, offload, short frames, late starts, files given twice or in the wrong order.</summary>
public sealed class CircumstanceTests(Pki pki)
{
    [Fact]
    public async Task An_hour_with_clocks_that_run_apart()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.Record();
        for (int i = 0; i < 5; i++)
        {
            Assert.True(await Tls.Ask(network, pki));
            await Task.Delay(800, TestContext.Current.CancellationToken);
        }

        PathRecording recording = (await network.Stop()).Stretched(600).Apart();

        Report report = recording.Diagnose();
        Expect.Healthy(report);
        Expect.Clocks(report, recording);
        Assert.InRange(report.Sources[^1].ClockDriftPpm, 19, 21);
        Assert.InRange(report.Sources[^2].ClockDriftPpm, -21, -19);
    }

    [Fact]
    public async Task Healthy_traffic_in_every_disguise_stays_healthy()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await SecurityCheck.Serve(network);
        await network.Client.Must("ethtool", "-K", "eth0", "gro", "on");
        await network.Server.Must("ethtool", "-K", "eth0", "tx", "on", "tso", "on", "gso", "on");
        await network.R1.Rule("forward", "tcp flags syn / syn,rst tcp option maxseg size set 1200");
        await network.R2.Rule("forward", "ip dscp set cs1");
        await network.Record();
        Assert.True(await Tls.Ask(network, pki, file: "page.txt"));
        Assert.True(await SecurityCheck.Run(network));
        PathRecording together = (await network.Stop()).OverLongLine();
        PathRecording recording = together.WithClocks();
        PathRecording mirrored = together.With("r1-in", tape => tape.And(together.Tapes[2])).WithClocks();

        Assert.Contains(recording.Tapes[^1].Frames, frame => frame.Length > 1514);
        foreach (PathRecording disguised in (PathRecording[])[
            recording,
            recording.With("r1-out", tape => tape.Tag()),
            recording.With("r1-in", tape => tape.Cut(96)).With("r2-out", tape => tape.Cut(68)),
            recording.With("r1-in", tape => tape.Twice()).With("r2-out", tape => tape.Twice()),
            recording.With("server", tape => tape.Between(0.4, 1)),
            recording.With("r1-out", tape => tape.Between(0, 0.5)),
            recording.Only("server", "r1-in", "client", "r2-out"),
            mirrored.Only("client", "r1-in", "server"),
            new([recording.Tapes[0], recording.Tapes[0] with { Name = "copy" }, recording.Tapes[^1]])])
        {
            Expect.Healthy(disguised.Diagnose(), FindingCodes.ReportExceedsMtu, FindingCodes.CaptureIncomplete);
        }
    }

    [Fact]
    public async Task A_fault_in_every_disguise_keeps_its_place()
    {
        await using Network network = await Network.Up();
        await SecurityCheck.Serve(network);
        await network.R1.Rule("arriving", "iifname lan ip frag-off & 0x1fff != 0 drop");
        await network.Record();
        Assert.False(await SecurityCheck.Run(network));
        PathRecording together = (await network.Stop()).OverLongLine();
        PathRecording recording = together.WithClocks();
        PathRecording mirrored = together.With("r1-in", tape => tape.And(together.Tapes[2])).WithClocks();

        Expect.Verdict(mirrored.Only("client", "r1-in", "server").Diagnose(), FindingCodes.IpFragmentsLost, "r1-in > server");
        Tape copy = recording.Tapes[0] with { Name = "copy" };
        Expect.Verdict(new PathRecording([recording.Tapes[0], copy, recording.Tapes[^1]]).Diagnose(), FindingCodes.IpFragmentsLost, "client > server");
        foreach (PathRecording disguised in (PathRecording[])[
            recording.With("r1-out", tape => tape.Tag()),
            recording.With("client", tape => tape.Cut(96)).With("r2-out", tape => tape.Cut(80)),
            recording.With("r1-in", tape => tape.Twice()).With("r1-out", tape => tape.Twice()),
            recording.With("r2-out", tape => tape.Between(0.7, 1)),
            recording.Only("server", "r1-out", "r1-in", "client")])
        {
            Expect.Verdict(disguised.Diagnose(), FindingCodes.IpFragmentsLost, "r1-in > r1-out");
        }

        Report contradicted = recording.Only("client", "r1-out", "r1-in", "r2-out", "server").Diagnose();
        Expect.Verdict(contradicted, FindingCodes.IpFragmentsLost, "r1-in > r1-out");
        Assert.Contains(contradicted.Sources, source => source.Notes.Any(note => note.Contains("the packets are believed", StringComparison.Ordinal)));
        Expect.Verdict(recording.Only("server", "r1-out", "r1-in", "client").DiagnoseBare(), FindingCodes.IpFragmentsLost, "r1-in > r1-out");
    }

    [Fact]
    public async Task Captures_of_another_time_or_place_prove_nothing()
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki);
        await network.R2.Rule("arriving", "iifname lan tcp dport 4343 drop");
        await network.Record(pings: null);
        Assert.False(await Tls.Ask(network, pki));
        PathRecording failed = await network.Stop();
        await network.R2.Must("nft", "flush ruleset");
        await network.Record(pings: null);
        Assert.True(await Tls.Ask(network, pki));
        PathRecording later = (await network.Stop()).With("server", tape => tape with
        {
            Frames = [.. tape.Frames.Select(frame => frame with { Time = frame.Time + 3_600_000_000_000 })],
        });

        Report report = new PathRecording([failed.Tapes[0], later.Tapes[^1]]).Diagnose();
        Expect.Verdict(report, FindingCodes.TcpNoAnswer);
        Assert.False(report.Findings[0].Facts.ContainsKey("lost"));
    }
}
