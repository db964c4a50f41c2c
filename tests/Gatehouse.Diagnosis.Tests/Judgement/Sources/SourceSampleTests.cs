using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Sources;

namespace Gatehouse.Diagnosis.Tests.Judgement.Sources;

/// <summary>Recorded captures judged as a whole.</summary>
public sealed class SourceSampleTests
{
    [Theory]
    [InlineData("dns-nxdomain.pcap", FindingCodes.NameResolutionFailed, Confidence.Certain)]
    [InlineData("dns-no-answer.pcap", FindingCodes.NameResolutionFailed, Confidence.Likely)]
    [InlineData("ping-fragments-lost-client.pcap", FindingCodes.IpFragmentsLost, Confidence.Certain)]
    [InlineData("ping-fragments-lost-server.pcap", FindingCodes.IpFragmentsLost, Confidence.Certain)]
    [InlineData("tls12-snap96.pcap", FindingCodes.CaptureIncomplete, Confidence.Certain)]
    [InlineData("tls12-one-direction.pcap", FindingCodes.CaptureIncomplete, Confidence.Certain)]
    public void Tells_what_concerns_the_whole_source(string sample, string code, Confidence confidence)
    {
        Finding finding = Assert.Single(CaseRunner.Sample(sample).All(SourceRules.All));

        Assert.Equal((code, confidence), (finding.Code, finding.Confidence));
        Assert.NotEmpty(finding.Explanation);
    }

    [Theory]
    [InlineData("noise-healthy.pcapng")]
    [InlineData("tls12-healthy.pcap")]
    [InlineData("tls13-healthy.pcap")]
    [InlineData("story-b-healthy.pcap")]
    [InlineData("story-b-all-lost-server.pcap")]
    [InlineData("ping-fragments-healthy.pcap")]
    [InlineData("path-mtu-discovered.pcap")]
    [InlineData("dns-wrong-address.pcap")]
    public void Finds_nothing_where_nothing_is(string sample) =>
        Assert.Empty(CaseRunner.Sample(sample).All(SourceRules.All).Select(finding => finding.Code));

    [Theory]
    [InlineData("dns-nxdomain.pcap")]
    [InlineData("dns-no-answer.pcap")]
    public void A_lookup_that_failed_counts_as_faulty(string file)
    {
        Report report = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(CaseRunner.SamplePath(file))] });
        Assert.InRange(report.Conversations.Faulty, 1, report.Conversations.Total);
        Assert.Equal(report.Conversations.Total, report.Conversations.Healthy + report.Conversations.Faulty + report.Conversations.Unjudged);
    }

    [Fact]
    public void Says_that_a_name_leads_elsewhere_when_the_server_is_known()
    {
        IReadOnlyList<Finding> findings = CaseRunner.Sample("dns-wrong-address.pcap", Expecting("10.0.2.105:4343")).All(SourceRules.All);

        Finding name = Assert.Single(findings, finding => finding.Code == FindingCodes.NameResolutionFailed);
        Assert.Equal("10.0.2.105", name.Facts["expected"]);
        Assert.Contains(FindingCodes.NoTraffic, name.Explains);
    }

    [Fact]
    public void Says_what_was_done_instead_of_asking_the_server()
    {
        Finding finding = Assert.Single(CaseRunner.Sample("tls12-healthy.pcap", Expecting("10.0.2.105:8443")).All(SourceRules.All));

        Assert.Equal(FindingCodes.NoTraffic, finding.Code);
        Assert.Contains("port 4343 of the same host was asked", Assert.IsType<string[]>(finding.Facts["nearest"]));
    }

    [Theory]
    [InlineData("dns-nxdomain.pcap", "10.0.2.105:4343", FindingCodes.NameResolutionFailed, "the name console.example was looked up at 10.0.2.53: no such name")]
    [InlineData("dns-no-answer.pcap", "10.0.2.105:4343", FindingCodes.NameResolutionFailed, "the name policy.example was looked up at 10.0.2.53: no answer")]
    [InlineData("proxy-refused.pcap", "10.0.2.105:4343", FindingCodes.ProxyRefused, "the proxy 10.0.2.108:3128 was asked for policy.example:4343 and refused with status 407")]
    [InlineData("proxy-refused.pcap", "policy.example:4343", FindingCodes.ProxyRefused, "the proxy 10.0.2.108:3128 was asked for policy.example:4343 and refused with status 407")]
    public void Puts_what_failed_on_the_way_to_the_server_before_the_silence(string sample, string server, string code, string nearest)
    {
        Report report = Diagnose(sample, server);

        Assert.Equal(code, report.Verdict.Code);
        Finding silence = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.NoTraffic);
        Assert.Contains(nearest, Assert.IsType<string[]>(silence.Facts["nearest"]));
    }

    [Theory]
    [InlineData("10.0.2.105:8443")]
    [InlineData("other.example:4343")]
    public void Leaves_a_refusal_for_another_server_beside_the_point(string server) =>
        Assert.Equal(FindingCodes.NoTraffic, Diagnose("proxy-refused.pcap", server).Verdict.Code);

    [Theory]
    [InlineData("tls12-healthy.pcap", "nonexist.example:4343", true)]
    [InlineData("tls12-healthy.pcap", "10.0.2.105:4343", false)]
    [InlineData("proxy-refused.pcap", "policy.example:4343", false)]
    [InlineData("dns-nxdomain.pcap", "Console.Example.", false)]
    public void Remarks_that_nothing_names_the_server(string sample, string server, bool isRemarked)
    {
        IReadOnlyList<string> notes = Assert.Single(Diagnose(sample, server).Sources).Notes;

        Assert.Equal(isRemarked, notes.Any(note => note.StartsWith("nothing in this capture names nonexist.example", StringComparison.Ordinal)));
        Assert.Equal(isRemarked ? 1 : 0, notes.Count);
    }

    [Fact]
    public void Takes_no_lookup_for_unanswered_where_only_one_direction_was_captured()
    {
        IReadOnlyList<Finding> findings = CaseRunner.OneDirection("noise-healthy.pcapng", "10.0.3.50").All(SourceRules.All);

        Assert.Contains(findings, finding => finding.Code == FindingCodes.CaptureIncomplete);
        Assert.DoesNotContain(findings, finding => finding.Code == FindingCodes.NameResolutionFailed);
    }

    [Fact]
    public void Does_not_miss_a_server_that_was_asked() =>
        Assert.Empty(CaseRunner.Sample("tls12-healthy.pcap", Expecting("10.0.2.105:4343")).All(SourceRules.All));

    private static Report Diagnose(string sample, string server) => DiagnosisEngine.Run(
        Expecting(server) with { Inputs = [new EvidenceInput(CaseRunner.SamplePath(sample))] });

    private static DiagnosisOptions Expecting(string server)
    {
        Assert.True(ServerExpectation.TryParse(server, out ServerExpectation expectation));
        return new DiagnosisOptions { Inputs = [], Servers = [expectation] };
    }
}
