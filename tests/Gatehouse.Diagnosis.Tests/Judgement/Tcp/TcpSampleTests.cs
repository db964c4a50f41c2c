using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tcp;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tcp;

/// <summary>Recorded faults below TLS, judged by the rules about TCP alone.</summary>
public sealed class TcpSampleTests
{
    [Theory]
    [InlineData("tcp-refused.pcap", FindingCodes.TcpRefused, Confidence.Certain)]
    [InlineData("tcp-no-answer-client.pcap", FindingCodes.TcpNoAnswer, Confidence.Certain)]
    [InlineData("syn-ack-lost-client.pcap", FindingCodes.TcpNoAnswer, Confidence.Certain)]
    [InlineData("syn-ack-lost-server.pcap", FindingCodes.TcpNoAnswer, Confidence.Certain)]
    [InlineData("icmp-rejected.pcap", FindingCodes.IcmpRejected, Confidence.Certain)]
    [InlineData("tcp-reset-injected-client.pcap", FindingCodes.TcpResetInjected, Confidence.Certain)]
    [InlineData("tcp-reset-injected-server.pcap", FindingCodes.TcpReset, Confidence.Likely)]
    [InlineData("path-mtu-black-hole-client.pcap", FindingCodes.PathMtuBlackHole, Confidence.Likely)]
    [InlineData("path-mtu-black-hole-server.pcap", FindingCodes.PathMtuBlackHole, Confidence.Likely)]
    [InlineData("tcp-zero-window.pcap", FindingCodes.TcpZeroWindow, Confidence.Certain)]
    public void Tells_a_fault_before_TLS_is_asked(string sample, string code, Confidence confidence)
    {
        CaseRunner runner = CaseRunner.Sample(sample);

        IReadOnlyList<Finding> findings = runner.First(TcpRules.BeforeTls);

        Assert.NotEmpty(findings);
        Assert.All(findings, finding => Assert.Equal((code, confidence, Severity.Fault), (finding.Code, finding.Confidence, finding.Severity)));
        Assert.All(findings, finding => Assert.All(finding.Evidence, evidence => Assert.NotEmpty(evidence.Frames)));
        Assert.All(findings, finding => Assert.NotEmpty(finding.Remedies));
    }

    [Fact]
    public void Tells_a_reset_in_the_middle_of_an_answer()
    {
        CaseRunner runner = CaseRunner.Sample("tcp-reset.pcap");

        Assert.Empty(runner.First(TcpRules.BeforeTls));
        Assert.Equal(FindingCodes.TcpReset, Assert.Single(runner.First(TcpRules.AfterTls)).Code);
    }

    [Theory]
    [InlineData("tcp-no-answer-client.pcap", null)]
    [InlineData("syn-ack-lost-client.pcap", null)]
    [InlineData("syn-ack-lost-server.pcap", "syn-ack")]
    public void Says_what_was_lost_only_where_it_can_be_told(string sample, string? lost)
    {
        Finding finding = Assert.Single(CaseRunner.Sample(sample).First(TcpRules.BeforeTls));

        Assert.Equal(lost, finding.Facts.GetValueOrDefault("lost"));
    }

    [Fact]
    public void Names_the_router_that_rejects()
    {
        Finding finding = Assert.Single(CaseRunner.Sample("icmp-rejected.pcap").First(TcpRules.BeforeTls));

        Assert.Equal("10.0.3.1", finding.Facts["from"]);
        Assert.Equal((3, 13), (finding.Facts["type"], finding.Facts["code"]));
    }

    [Theory]
    [InlineData("noise-healthy.pcapng")]
    [InlineData("tls12-healthy.pcap")]
    [InlineData("tls13-healthy.pcap")]
    [InlineData("tls13-retry-and-resume.pcap")]
    [InlineData("mutual-tls13-healthy.pcap")]
    [InlineData("path-mtu-discovered.pcap")]
    [InlineData("tls12-one-direction.pcap")]
    [InlineData("tls12-snap96.pcap")]
    [InlineData("tls12-any.pcap")]
    [InlineData("tcp-no-answer-server.pcap")]
    [InlineData("http-503.pcap")]
    [InlineData("proxy-refused.pcap")]
    [InlineData("tls-intercepted-accepted.pcap")]
    [InlineData("tls11-old.pcap")]
    public void Finds_nothing_wrong_with_TCP_where_nothing_is(string sample)
    {
        CaseRunner runner = CaseRunner.Sample(sample);

        Assert.Empty(runner.All(TcpRules.BeforeTls).Concat(runner.All(TcpRules.AfterTls)).Concat(runner.All(TcpRules.Warnings)).Select(finding => finding.Code));
    }

    [Theory]
    [InlineData("tls-refused-by-reset.pcap")]
    [InlineData("tls11-refused-alone.pcap")]
    [InlineData("story-a-tls11-refused.pcapng")]
    [InlineData("tls-handshake-stalled.pcap")]
    [InlineData("tls-expired.pcap")]
    [InlineData("tls12-silent-refusal.pcap")]
    [InlineData("tls13-silent-refusal.pcap")]
    [InlineData("tls13-certificate-refused.pcap")]
    [InlineData("client-cert-untrusted-tls13.pcap")]
    [InlineData("http-on-tls-port.pcap")]
    public void Leaves_faults_of_TLS_to_the_rules_of_TLS(string sample) =>
        Assert.Empty(CaseRunner.Sample(sample).All(TcpRules.BeforeTls).Select(finding => finding.Code));
}
