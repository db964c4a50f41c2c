using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Http;
using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

/// <summary>Every recorded conversation that fails in TLS or above it, and those that must raise nothing.</summary>
public sealed class TlsSampleTests
{
    private static readonly IReadOnlyList<ITcpRule> Faults = [.. HttpRules.Faults, .. TlsRules.Faults];

    [Theory]
    [InlineData("tls11-refused-alone.pcap", FindingCodes.TlsVersionMismatch, Confidence.Likely, new long[] { 4, 6 })]
    [InlineData("tls-version-alert.pcap", FindingCodes.TlsVersionMismatch, Confidence.Certain, new long[] { 4, 6 })]
    [InlineData("tls13-only-client.pcap", FindingCodes.TlsVersionMismatch, Confidence.Certain, new long[] { 4, 6 })]
    [InlineData("tls-no-common-cipher.pcap", FindingCodes.TlsNoCommonCipher, Confidence.Likely, new long[] { 4, 6 })]
    [InlineData("tls-expired.pcap", FindingCodes.TlsCertificateExpired, Confidence.Certain, new long[] { 4, 6, 8, 12 })]
    [InlineData("tls-not-yet-valid.pcap", FindingCodes.TlsCertificateNotYetValid, Confidence.Likely, new long[] { 4, 6, 8, 12 })]
    [InlineData("tls-name-mismatch.pcap", FindingCodes.TlsCertificateNameMismatch, Confidence.Likely, new long[] { 4, 6, 8, 12 })]
    [InlineData("tls-untrusted.pcap", FindingCodes.TlsCertificateUntrusted, Confidence.Certain, new long[] { 4, 6, 8, 12 })]
    [InlineData("tls13-certificate-refused.pcap", FindingCodes.TlsCertificateUntrusted, Confidence.Certain, new long[] { 4, 6, 12 })]
    [InlineData("tls12-silent-refusal.pcap", FindingCodes.TlsCertificateRejected, Confidence.Possible, new long[] { 4, 6, 8, 14 })]
    [InlineData("tls13-silent-refusal.pcap", FindingCodes.TlsCertificateRejected, Confidence.Possible, new long[] { 4, 6, 13 })]
    [InlineData("tls-handshake-stalled.pcap", FindingCodes.TlsHandshakeStalled, Confidence.Certain, new long[] { 4, 6 })]
    [InlineData("client-cert-missing-tls12.pcap", FindingCodes.TlsClientCertificateMissing, Confidence.Certain, new long[] { 10, 12, 13 })]
    [InlineData("client-cert-missing-tls13.pcap", FindingCodes.TlsClientCertificateMissing, Confidence.Likely, new long[] { 12, 13 })]
    [InlineData("client-cert-untrusted-tls12.pcap", FindingCodes.TlsClientCertificateRejected, Confidence.Certain, new long[] { 10, 12, 13 })]
    [InlineData("client-cert-untrusted-tls13.pcap", FindingCodes.TlsClientCertificateRejected, Confidence.Likely, new long[] { 12, 15 })]
    [InlineData("tls-on-http-port.pcap", FindingCodes.TlsOnHttpPort, Confidence.Certain, new long[] { 4, 6, 8 })]
    [InlineData("tls-on-http-port-page.pcap", FindingCodes.TlsOnHttpPort, Confidence.Likely, new long[] { 4, 6, 8 })]
    [InlineData("http-on-tls-port.pcap", FindingCodes.HttpOnTlsPort, Confidence.Likely, new long[] { 4, 6 })]
    [InlineData("proxy-refused.pcap", FindingCodes.ProxyRefused, Confidence.Certain, new long[] { 4, 6 })]
    [InlineData("http-403.pcap", FindingCodes.HttpError, Confidence.Certain, new long[] { 4, 6 })]
    [InlineData("http-503.pcap", FindingCodes.HttpError, Confidence.Certain, new long[] { 4, 6 })]
    public void Names_the_cause_and_the_frames(string file, string code, Confidence confidence, long[] frames)
    {
        Finding finding = Assert.Single(CaseRunner.Sample(file).First(Faults));
        Assert.Equal(code, finding.Code);
        Assert.Equal(confidence, finding.Confidence);
        Assert.Equal(Severity.Fault, finding.Severity);
        Assert.Equal(frames, finding.Evidence[0].Frames);
        Assert.Contains("tcp.port ==", finding.Evidence[0].Filter, StringComparison.Ordinal);
        Assert.NotNull(finding.Conversation);
    }

    [Theory]
    [InlineData("tls-refused-by-reset.pcap", "reset", new long[] { 2, 4, 6 })]
    [InlineData("tls-refused-by-close.pcap", "close", new long[] { 2, 4, 6 })]
    public void A_refusal_without_reason_stays_a_symptom_with_possible_causes(string file, string refusedBy, long[] frames)
    {
        IReadOnlyList<Finding> findings = CaseRunner.Sample(file).First(Faults);
        Assert.Equal(FindingCodes.TlsRefusedAfterHello, findings[0].Code);
        Assert.Equal(refusedBy, findings[0].Facts["refusedBy"]);
        Assert.Equal(frames, findings[0].Evidence[0].Frames);
        Assert.Equal(true, findings[0].Facts["helloAcknowledged"]);
        Assert.NotEmpty(findings[0].NextSteps);
        Assert.Equal(findings[0].Rivals, findings.Skip(1).Select(finding => finding.Code));
        Assert.All(findings.Skip(1), finding => Assert.Equal(Confidence.Possible, finding.Confidence));
        Assert.Contains(findings, finding => finding.Code == FindingCodes.TlsVersionMismatch);
        Assert.Contains(findings, finding => finding.Code == FindingCodes.TlsNoCommonCipher);
    }

    [Fact]
    public void A_server_that_accepted_the_version_before_was_probably_reconfigured()
    {
        IReadOnlyList<Finding> findings = CaseRunner.Sample("story-a-tls11-refused.pcapng").First(Faults);
        Assert.Equal(2, findings.Count);
        Assert.All(findings, finding =>
        {
            Assert.Equal(FindingCodes.TlsVersionMismatch, finding.Code);
            Assert.Equal(Confidence.Likely, finding.Confidence);
            Assert.Equal("TLS 1.1", finding.Facts["clientHighest"]);
            Assert.Equal("reset", finding.Facts["refusedBy"]);
            Assert.Contains("acceptedUntil", finding.Facts);
            Assert.Contains("reconfigured", finding.Explanation, StringComparison.Ordinal);
            Assert.Equal([6L], finding.Evidence[1].Frames);
        });
        Assert.Equal([25L, 27L], findings[0].Evidence[0].Frames);
        Assert.Equal([31L, 33L], findings[1].Evidence[0].Frames);
    }

    [Fact]
    public void An_inspecting_gateways_certificate_explains_why_the_client_distrusts_it()
    {
        IReadOnlyList<Finding> findings = CaseRunner.Sample("tls-intercepted.pcap").First(Faults);
        Assert.Equal([FindingCodes.TlsIntercepted, FindingCodes.TlsCertificateUntrusted], findings.Select(finding => finding.Code));
        Assert.Equal(Confidence.Likely, findings[0].Confidence);
        Assert.Equal(Severity.Fault, findings[0].Severity);
        Assert.Contains(findings[1].Code, findings[0].Explains);
        Assert.Equal("known-product", findings[0].Facts["proof"]);
        Assert.Contains("Zscaler", (string)findings[0].Facts["issuer"], StringComparison.Ordinal);
        Assert.Equal([6L, 10L, 12L], findings[0].Evidence[0].Frames);
    }

    [Theory]
    [InlineData("tls-intercepted-accepted.pcap", FindingCodes.TlsIntercepted, Severity.Warning)]
    [InlineData("tls-downgraded.pcap", FindingCodes.TlsDowngraded, Severity.Warning)]
    [InlineData("tls11-old.pcap", FindingCodes.TlsOldVersion, Severity.Warning)]
    public void What_works_but_should_be_mended_is_a_warning(string file, string code, Severity severity)
    {
        CaseRunner runner = CaseRunner.Sample(file);
        Assert.Empty(runner.First(Faults));
        Finding finding = Assert.Single(runner.All(TlsRules.Warnings));
        Assert.Equal(code, finding.Code);
        Assert.Equal(severity, finding.Severity);
        Assert.NotEmpty(finding.Remedies);
    }

    [Fact]
    public void An_unexpected_issuer_is_certainly_not_the_expected_certificate()
    {
        DiagnosisOptions options = new() { Inputs = [], ExpectIssuer = "Gatehouse Lab", Servers = TheServer };
        Finding finding = CaseRunner.Sample("tls-untrusted.pcap", options).First(Faults)[0];
        Assert.Equal(FindingCodes.TlsIntercepted, finding.Code);
        Assert.Equal(Confidence.Certain, finding.Confidence);
        Assert.Equal("expected-issuer", finding.Facts["proof"]);
        Assert.Empty(CaseRunner.Sample("tls12-healthy.pcap", options).All(TlsRules.Warnings));
    }

    [Fact]
    public void An_expectation_without_a_server_is_no_more_than_likely_to_be_about_this_one()
    {
        DiagnosisOptions options = new() { Inputs = [], ExpectIssuer = "Gatehouse Lab" };
        Finding finding = CaseRunner.Sample("tls-untrusted.pcap", options).First(Faults)[0];
        Assert.Equal((FindingCodes.TlsIntercepted, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Contains("--server", finding.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, Severity.Warning)]
    [InlineData(false, Severity.Note)]
    public void An_expectation_that_TLS_1_3_hides_is_said_not_to_have_been_checked(bool named, Severity severity)
    {
        DiagnosisOptions options = new() { Inputs = [], ExpectIssuer = "Gatehouse Lab", Servers = named ? TheServer : [] };
        Finding finding = Assert.Single(CaseRunner.Sample("tls13-healthy.pcap", options).All([new CertificateUnchecked()]));
        Assert.Equal((FindingCodes.CaptureIncomplete, severity), (finding.Code, finding.Severity));
        Assert.Empty(CaseRunner.Sample("tls12-healthy.pcap", options).All([new CertificateUnchecked()]));
        Assert.Empty(CaseRunner.Sample("tls13-healthy.pcap").All([new CertificateUnchecked()]));
    }

    [Theory]
    [InlineData("tls12-healthy.pcap", Confidence.Certain, FindingCodes.TlsIntercepted, "But: The client is given a certificate that is not the expected one")]
    [InlineData("tls13-healthy.pcap", Confidence.Likely, FindingCodes.CaptureIncomplete, "with one warning")]
    public void A_broken_or_hidden_expectation_stands_beside_healthy(string sample, Confidence confidence, string code, string words)
    {
        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(CaseRunner.SamplePath(sample))], ExpectIssuer = "Somebody Else", Servers = TheServer },
            cancellation: TestContext.Current.CancellationToken);
        Assert.Equal((FindingCodes.Healthy, confidence), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Contains(words, report.Verdict.Summary, StringComparison.Ordinal);
        Assert.Equal([(code, Severity.Warning)], report.Findings.Select(finding => (finding.Code, finding.Severity)));
    }

    private static IReadOnlyList<ServerExpectation> TheServer =>
        [ServerExpectation.TryParse("10.0.2.105", out ServerExpectation server) ? server : throw new InvalidOperationException()];

    [Fact]
    public void An_unexpected_certificate_that_is_accepted_is_a_warning()
    {
        DiagnosisOptions options = new() { Inputs = [], ExpectCertificateSha256 = new string('0', 64), Servers = TheServer };
        Finding finding = Assert.Single(CaseRunner.Sample("tls12-healthy.pcap", options).All(TlsRules.Warnings));
        Assert.Equal(FindingCodes.TlsIntercepted, finding.Code);
        Assert.Equal(Severity.Warning, finding.Severity);
        Assert.Equal(Confidence.Certain, finding.Confidence);
    }

    [Theory]
    [InlineData("tls12-healthy.pcap")]
    [InlineData("tls13-healthy.pcap")]
    [InlineData("tls12-any.pcap")]
    [InlineData("tls12-by-choice.pcap")]
    [InlineData("tls12-cooked.pcap.gz")]
    [InlineData("tls12-one-direction.pcap")]
    [InlineData("tls12-snap96.pcap")]
    [InlineData("tls13-retry-and-resume.pcap")]
    [InlineData("mutual-tls12-healthy.pcap")]
    [InlineData("mutual-tls13-healthy.pcap")]
    [InlineData("noise-healthy.pcapng")]
    [InlineData("path-mtu-discovered.pcap")]
    [InlineData("tcp-refused.pcap")]
    [InlineData("tcp-no-answer-client.pcap")]
    [InlineData("tcp-reset.pcap")]
    [InlineData("tcp-reset-injected-client.pcap")]
    [InlineData("tcp-reset-injected-server.pcap")]
    [InlineData("path-mtu-black-hole-client.pcap")]
    [InlineData("path-mtu-black-hole-server.pcap")]
    public void Says_nothing_of_healthy_traffic_or_of_faults_below_TLS(string file)
    {
        CaseRunner runner = CaseRunner.Sample(file);
        Assert.Empty(runner.First(Faults));
        Assert.DoesNotContain(runner.All(TlsRules.Warnings), finding => finding.Severity > Severity.Note);
    }

    [Fact]
    public void A_server_without_TLS_13_is_worth_a_note()
    {
        Finding finding = Assert.Single(CaseRunner.Sample("path-mtu-discovered.pcap").All(TlsRules.Warnings));
        Assert.Equal(FindingCodes.TlsDowngraded, finding.Code);
        Assert.Equal(Severity.Note, finding.Severity);
    }
}
