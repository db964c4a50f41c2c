using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Sources;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Judgement;

/// <summary>A capture that shows less proves less: what is hidden may weaken a verdict, and never makes a fault vanish without a word.</summary>
public sealed class CutSampleTests
{
    private const int Ethernet = 1;
    private const int UnrelatedSnap = 60;

    /// <summary>The captures with a fault in them.</summary>
    public static TheoryData<string> Faults() =>
    [
        .. SampleVerdictTests.Rows()
            .Where(row => row.Data.Item2 is not (FindingCodes.Healthy or FindingCodes.Inconclusive) && row.Data.Item1.Contains(".pcap", StringComparison.Ordinal))
            .Select(row => row.Data.Item1),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_never_becomes_healthy_without_a_word_about_the_snap_length(string file)
    {
        foreach (int snap in (ReadOnlySpan<int>)[96, 128, 256])
        {
            Report report = Diagnose(file, snap, unrelated: false);

            Assert.True(
                report.Verdict.Code != FindingCodes.Healthy
                || report.Findings.Any(finding => finding is { Code: FindingCodes.CaptureIncomplete, Severity: Severity.Warning }),
                $"{snap}: {report.Verdict.Code}");
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_unrelated_frame_cut_short_changes_no_verdict(string file)
    {
        Report whole = Diagnose(file, int.MaxValue, unrelated: false);
        Report beside = Diagnose(file, int.MaxValue, unrelated: true);

        Assert.Equal((whole.Verdict.Code, whole.Verdict.Confidence), (beside.Verdict.Code, beside.Verdict.Confidence));
    }

    [Theory]
    [InlineData("story-a-tls11-refused.pcapng", FindingCodes.TlsRefusedAfterHello)]
    [InlineData("tls11-refused-alone.pcap", FindingCodes.TlsRefusedAfterHello)]
    [InlineData("tls-refused-by-reset.pcap", FindingCodes.TlsRefusedAfterHello)]
    [InlineData("tls-refused-by-close.pcap", FindingCodes.TlsRefusedAfterHello)]
    [InlineData("tls-handshake-stalled.pcap", FindingCodes.TlsHandshakeStalled)]
    public void Headers_alone_show_that_a_hello_was_refused_or_not_answered(string file, string code)
    {
        foreach (int snap in (ReadOnlySpan<int>)[96, 100])
        {
            Report report = Diagnose(file, snap, unrelated: false);

            Assert.Equal((code, Confidence.Likely), (report.Verdict.Code, report.Verdict.Confidence));
        }
    }

    [Fact]
    public void A_refusal_of_a_cut_hello_names_its_possible_causes()
    {
        Report report = Diagnose("tls11-refused-alone.pcap", 96, unrelated: false);

        Assert.Contains(FindingCodes.TlsVersionMismatch, report.Findings[0].Rivals);
        Assert.Contains(report.Findings, finding => finding is { Code: FindingCodes.TlsVersionMismatch, Confidence: Confidence.Possible });
    }

    private static Report Diagnose(string file, int snap, bool unrelated)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("cut.pcap", Cut(file, snap, unrelated));
        return DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(path)] }, cancellation: TestContext.Current.CancellationToken);
    }

    private static byte[] Cut(string file, int snap, bool unrelated)
    {
        PcapFileBuilder built = new(PcapVariant.Nanoseconds, bigEndian: false, Ethernet);
        using CaptureReader reader = CaptureFile.Open(CaseRunner.SamplePath(file));
        while (reader.TryRead(out Frame frame))
        {
            if (unrelated)
            {
                byte[] other = PacketBuilder.Ethernet(PacketBuilder.Tcp("10.9.0.1", 41_000, "10.9.0.2", 8080, 0x18, 1, 1, new byte[200]));
                built.Frame(frame.Time.Nanoseconds, other.AsSpan(0, UnrelatedSnap), (uint)other.Length);
                unrelated = false;
            }

            built.Frame(frame.Time.Nanoseconds, frame.Data[..Math.Min(snap, frame.Data.Length)], (uint)frame.OriginalLength);
        }

        return built.ToArray();
    }
}
