using Gatehouse.Capture;
using Gatehouse.Diagnosis.Extracts;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Tests.Extracts;

public sealed class FrameExtractorTests
{
    [Fact]
    public void Holds_every_proving_frame_once_and_nothing_else()
    {
        Report report = DiagnosisEngine.Run(Cases.StoryB);
        int proving = report.Findings.SelectMany(finding => finding.Evidence).SelectMany(evidence => evidence.Frames.Select(frame => (evidence.Source, frame))).Distinct().Count();

        byte[] extract = Cases.Extract(report, null, out ExtractSummary summary);

        Assert.Equal(proving, summary.Frames);
        Assert.Empty(summary.Notes);
        Assert.Equal(proving, Count(extract));
        Assert.InRange(proving, 8, 200);
    }

    [Fact]
    public void Times_of_all_vantage_points_are_those_of_one_clock()
    {
        Report report = DiagnosisEngine.Run(Cases.StoryB);
        report = report with { Sources = [.. report.Sources.Select(source => source.Name == "server" ? source with { ClockOffsetSeconds = -3600 } : source)] };

        long[] times = [.. Times(Cases.Extract(report))];

        Assert.Equal(times.Order(), times);
        Assert.InRange((times[^1] - times[0]) / (double)Timestamp.PerSecond, 3500, 3800);
    }

    [Fact]
    public void Tshark_shows_the_findings_as_comments_and_an_interface_for_each_vantage_point()
    {
        Assert.SkipUnless(Tshark.IsAvailable, "tshark is not installed");
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.pcapng");
        Report report = DiagnosisEngine.Run(Cases.StoryB);
        File.WriteAllBytes(path, Cases.Extract(report));
        try
        {
            IReadOnlyList<string[]> rows = Tshark.Fields(path, [], "frame.interface_name", "frame.comment");

            Assert.Contains(rows, row => row[0] == "client");
            Assert.Contains(rows, row => row[0] == "server");
            Assert.Contains(rows, row => row[1].Contains($"{report.Verdict.Code} (certain)", StringComparison.Ordinal));
            Assert.All(rows, row => Assert.Contains("frame ", row[1], StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Diagnosing_an_extract_finds_the_same_fault()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.pcapng");
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        File.WriteAllBytes(path, Cases.Extract(report));
        try
        {
            Assert.NotEqual(FindingCodes.Healthy, DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(path)] }).Verdict.Code);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void Says_what_cannot_be_read_again()
    {
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        SourceSummary source = report.Sources[0];

        Cases.Extract(report with { Sources = [source with { ReadAgainFrom = null }] }, null, out ExtractSummary piped);
        Cases.Extract(report with { Sources = [source with { ReadAgainFrom = "/nonexistent/trace.pcap" }] }, null, out ExtractSummary gone);

        Assert.Equal(0, piped.Frames);
        Assert.Contains("standard input", Assert.Single(piped.Notes), StringComparison.Ordinal);
        Assert.Equal(0, gone.Frames);
        Assert.Single(gone.Notes);
    }

    [Fact]
    public void Frames_that_cannot_be_disguised_are_counted_in_one_note()
    {
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        int proving = report.Findings.SelectMany(finding => finding.Evidence).SelectMany(evidence => evidence.Frames).Distinct().Count();

        Cases.Extract(report, new Refusal(), out ExtractSummary summary);

        Assert.True(proving > 1);
        Assert.Equal(0, summary.Frames);
        Assert.Contains($": {proving} proving frames were left out: ", Assert.Single(summary.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_many_proving_frames_were_not_met_again()
    {
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        Finding finding = report.Findings[0];
        Evidence evidence = finding.Evidence[0];
        report = report with { Findings = [finding with { Evidence = [evidence with { Frames = [evidence.Frames[0], 1_000_000, 1_000_001] }] }] };

        Cases.Extract(report, null, out ExtractSummary summary);

        Assert.Equal(1, summary.Frames);
        Assert.Contains("2 proving frames were not met", Assert.Single(summary.Notes), StringComparison.Ordinal);
    }

    private sealed class Refusal : IFrameDisguise
    {
        public string Disguise(string text) => text;

        public string DisguiseName(string name) => name;

        public bool TryDisguise(in Frame frame, out LinkType link, out byte[] data, out int originalLength)
        {
            (link, data, originalLength) = (frame.Link, [], 0);
            return false;
        }
    }

    private static int Count(byte[] capture) => Times(capture).Count;

    private static List<long> Times(byte[] capture)
    {
        using CaptureReader reader = CaptureFile.Open(new MemoryStream(capture), "extract");
        List<long> times = [];
        while (reader.TryRead(out Frame frame))
        {
            times.Add(frame.Time.Nanoseconds);
        }

        Assert.Empty(reader.Problems.All);
        return times;
    }
}
