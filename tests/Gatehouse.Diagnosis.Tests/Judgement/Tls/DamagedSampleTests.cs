using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

/// <summary>Rules see whatever a damaged capture leaves: they may find less or something else, and never fail.</summary>
public sealed class DamagedSampleTests
{
    private const int Seed = 20261121;
    private const int MutationsPerSample = 60;
    private const int PcapHeader = 24;

    [Theory]
    [InlineData("tls-expired.pcap")]
    [InlineData("tls-intercepted.pcap")]
    [InlineData("client-cert-untrusted-tls12.pcap")]
    [InlineData("client-cert-missing-tls13.pcap")]
    [InlineData("tls13-silent-refusal.pcap")]
    [InlineData("proxy-refused.pcap")]
    public void Every_rule_survives_mutated_samples(string file)
    {
        byte[] sample = File.ReadAllBytes(CaseRunner.SamplePath(file));
        foreach (byte[] records in Mutations.Of(sample[PcapHeader..], MutationsPerSample, Seed))
        {
            AssertWellFormed([.. sample[..PcapHeader], .. records]);
        }
    }

    [Theory]
    [InlineData("tls-untrusted.pcap")]
    [InlineData("tls13-healthy.pcap")]
    [InlineData("mutual-tls12-healthy.pcap")]
    public void A_capture_that_stops_early_is_no_fault_of_the_conversation_before_it_fails(string file)
    {
        byte[] sample = File.ReadAllBytes(CaseRunner.SamplePath(file));
        bool fails = file.StartsWith("tls-", StringComparison.Ordinal);
        for (int length = PcapHeader; length < sample.Length; length += 97)
        {
            IReadOnlyList<Finding> findings = AssertWellFormed(sample[..length]);
            Assert.True(fails || findings.Count == 0, $"cut at {length}: {string.Join(", ", findings.Select(finding => finding.Code))}");
        }
    }

    private static IReadOnlyList<Finding> AssertWellFormed(byte[] capture)
    {
        using CaptureReader reader = CaptureFile.Open(new MemoryStream(capture), "damaged");
        CaseRunner runner = CaseRunner.Read(reader, "damaged");
        IReadOnlyList<Finding> faults = runner.First(Judged.FaultRules);
        Assert.All(faults.Concat(runner.All(TlsRules.Warnings)), finding =>
        {
            Assert.NotEmpty(finding.Title);
            Assert.NotEmpty(finding.Explanation);
            Assert.All(finding.Evidence, evidence => Assert.NotEmpty(evidence.Frames));
            Assert.All(finding.Facts.Values, value => Assert.True(value is string or bool or int or long or double or string[], value.GetType().Name));
        });
        return faults;
    }
}
