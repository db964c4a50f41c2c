using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Tests.Paths.Clocks;

/// <summary>Clocks of real recordings, set wrong by a known amount.</summary>
public sealed class ClockTests
{
    private const double Year = 365.25 * 86_400;

    [Theory]
    [InlineData("story-b", 0.000_2, 0)]
    [InlineData("story-b", -7_200, 0)]
    [InlineData("story-b", 3 * Year, 20)]
    [InlineData("story-b", -Year, -50)]
    [InlineData("path-mtu-black-hole", 28_800, 20)]
    [InlineData("tcp-reset-injected", 5, 0)]
    [InlineData("ping-fragments-lost", -0.5, 20)]
    [InlineData("syn-ack-lost", 11, 0)]
    public void An_offset_is_found_within_a_millisecond(string sample, double seconds, double driftPpm)
    {
        Recording client = Recording.Of($"{sample}-client.pcap");
        Report report = Recording.Diagnose(
            ("client", client), ("server", Recording.Of($"{sample}-server.pcap").Clock(seconds, driftPpm, client.Start)));

        Assert.InRange(report.Sources[1].ClockOffsetSeconds, seconds - 0.001, seconds + 0.001);
        Assert.NotNull(report.Sources[1].ClockUncertaintySeconds);
        Assert.NotNull(report.Verdict.Where);
    }

    [Fact]
    public void A_drift_is_found_where_the_recording_is_long_enough()
    {
        Recording inside = Recording.Of("story-b-r1-in.pcap");
        Report report = Recording.Diagnose(("r1-in", inside), ("server", Recording.Of("story-b-server.pcap").Clock(60, 200, inside.Start)));

        Assert.InRange(report.Sources[1].ClockDriftPpm, 190, 210);
    }
}
