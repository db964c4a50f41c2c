using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Udp;

namespace Gatehouse.Diagnosis.Tests.Judgement.Udp;

/// <summary>Recorded faults over UDP, judged by the rules about UDP alone.</summary>
public sealed class UdpSampleTests
{
    private const string Lost = FindingCodes.IpFragmentsLost;
    private const string Silent = FindingCodes.ServerSilent;
    private const string Unanswered = FindingCodes.RequestUnanswered;
    private const string Report = FindingCodes.ReportExceedsMtu;

    [Theory]
    [InlineData("story-b-client.pcap", Report, Confidence.Likely)]
    [InlineData("story-b-ipv6-client.pcap", Report, Confidence.Likely)]
    [InlineData("story-b-all-lost-client.pcap", Report, Confidence.Likely)]
    [InlineData("server-silent-client.pcap", Report, Confidence.Likely)]
    [InlineData("story-b-client-late.pcap", Lost, Confidence.Certain)]
    [InlineData("story-b-r1-in.pcap", Lost, Confidence.Certain)]
    [InlineData("story-b-r1-out.pcap", Lost, Confidence.Certain)]
    [InlineData("story-b-server.pcap", Lost, Confidence.Certain)]
    [InlineData("story-b-vlan.pcap", Lost, Confidence.Certain)]
    [InlineData("story-b-qinq.pcap", Lost, Confidence.Certain)]
    [InlineData("story-b-ipv6-server.pcap", Lost, Confidence.Likely)]
    [InlineData("server-silent-server.pcap", Silent, Confidence.Likely)]
    [InlineData("request-lost-client.pcap", Unanswered, Confidence.Certain)]
    [InlineData("udp-port-unreachable.pcap", FindingCodes.IcmpRejected, Confidence.Certain)]
    [InlineData("radius-eap-tls-fragments-lost-client.pcap", Unanswered, Confidence.Certain)]
    [InlineData("radius-eap-tls-fragments-lost-server.pcap", Lost, Confidence.Likely)]
    [InlineData("radius-unknown-client.pcap", Silent, Confidence.Likely)]
    public void Tells_the_cause_as_far_as_one_vantage_point_shows_it(string sample, string code, Confidence confidence)
    {
        IReadOnlyList<Finding> findings = CaseRunner.Sample(sample).First(UdpRules.Faults);

        Assert.Equal((code, confidence, Severity.Fault), (findings[0].Code, findings[0].Confidence, findings[0].Severity));
        Assert.All(findings, finding => Assert.All(finding.Evidence, evidence => Assert.NotEmpty(evidence.Frames)));
    }

    [Theory]
    [InlineData("story-b-client.pcap", new[] { Lost, Silent })]
    [InlineData("server-silent-client.pcap", new[] { Lost, Silent })]
    [InlineData("radius-eap-tls-fragments-lost-client.pcap", new[] { Lost, Silent })]
    [InlineData("request-lost-client.pcap", new[] { Silent, FindingCodes.RequestLost, FindingCodes.ReplyLost })]
    public void Names_causes_that_look_alike_as_possible(string sample, string[] rivals)
    {
        IReadOnlyList<Finding> findings = CaseRunner.Sample(sample).First(UdpRules.Faults);

        Assert.Equal(rivals, findings.Where(finding => finding.Confidence == Confidence.Possible).Select(finding => finding.Code));
    }

    [Theory]
    [InlineData("story-b-server.pcap", 4)]
    [InlineData("story-b-r1-in.pcap", 4)]
    [InlineData("story-b-client-late.pcap", 4)]
    [InlineData("story-b-ipv6-server.pcap", 3)] // the capture ends with the fourth
    public void Counts_the_datagrams_that_lost_all_but_their_first_fragment(string sample, int datagrams)
    {
        Finding finding = Assert.Single(CaseRunner.Sample(sample).First(UdpRules.Faults));

        Assert.Equal(datagrams, finding.Count);
        Assert.Equal(datagrams, finding.Facts["datagrams"]);
        Assert.Equal("all-but-first", finding.Facts["lost"]);
        Assert.Equal(2656, finding.Facts["payloadBytes"]);
    }

    [Theory]
    [InlineData("story-b-client.pcap")]
    [InlineData("story-b-healthy.pcap")]
    [InlineData("story-b-server.pcap")]
    [InlineData("story-b-r1-in.pcap")]
    [InlineData("story-b-r1-out.pcap")]
    [InlineData("server-silent-server.pcap")]
    public void Tells_the_size_of_a_report_at_the_edge_whatever_became_of_it(string sample)
    {
        CaseRunner runner = CaseRunner.Sample(sample);

        Finding report = Assert.Single(
            runner.First(UdpRules.Faults).Concat(runner.All(UdpRules.Warnings)), finding => finding.Code == Report);

        Assert.Equal(2648, report.Facts["xmlBytes"]);
        Assert.Equal(2656, report.Facts["payloadBytes"]);
    }

    [Theory]
    [InlineData("noise-healthy.pcapng")]
    [InlineData("story-b-small-report.pcap")]
    [InlineData("radius-eap-tls-healthy.pcap")]
    [InlineData("story-b-all-lost-server.pcap")]
    [InlineData("request-lost-server.pcap")]
    [InlineData("dns-nxdomain.pcap")]
    [InlineData("ping-fragments-healthy.pcap")]
    public void Finds_nothing_wrong_with_UDP_where_nothing_is(string sample)
    {
        CaseRunner runner = CaseRunner.Sample(sample);

        Assert.Empty(runner.All(UdpRules.Faults).Concat(runner.All(UdpRules.Warnings)).Select(finding => finding.Code));
    }

    [Fact]
    public void Calls_no_fault_what_was_answered() => Assert.Empty(CaseRunner.Sample("story-b-healthy.pcap").All(UdpRules.Faults));
}
