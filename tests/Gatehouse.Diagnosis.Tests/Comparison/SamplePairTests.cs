using Gatehouse.Capture;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Tests.Comparison;

/// <summary>What comparing two recordings comes to, and the step that tells.</summary>
public sealed class SamplePairTests
{
    [Theory]
    [InlineData("story-b-small-report.pcap", "story-b-client.pcap", "check.report", Confidence.Likely)]
    [InlineData("story-b-small-report.pcap", "story-b-server.pcap", "check.report", Confidence.Certain)]
    [InlineData("story-b-small-report.pcap", "story-b-ipv6-client.pcap", "check.report", Confidence.Likely)]
    [InlineData("noise-healthy.pcapng", "story-b-client.pcap", "check.report", Confidence.Likely)]
    [InlineData("healthy-client.log", "story-b-client.log", "check.report", Confidence.Likely)]
    [InlineData("story-b-small-report.pcap", "story-b-client.log", "check.report", Confidence.Likely)]
    [InlineData("healthy-client.log", "story-b-client.pcap", "check.report", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "tls-version-alert.pcap", "tls.versions", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "story-a-tls11-refused.pcapng", "tls.versions", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "tls13-only-client.pcap", "tls.versions", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "tls-no-common-cipher.pcap", "tls.suites", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "tls-intercepted.pcap", "certificate.issuer", Confidence.Likely)]
    [InlineData("tls13-healthy.pcap", "tls-intercepted.pcap", "certificate.issuer", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "tls-untrusted.pcap", "certificate.issuer", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "tls-expired.pcap", "certificate.validity", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "tls-name-mismatch.pcap", "certificate.subject", Confidence.Likely)]
    [InlineData("mutual-tls12-healthy.pcap", "client-cert-missing-tls12.pcap", "certificate.client", Confidence.Certain)]
    [InlineData("mutual-tls12-healthy.pcap", "client-cert-untrusted-tls12.pcap", "certificate.client", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "http-on-tls-port.pcap", "tcp.carries", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "tls-on-http-port.pcap", "server", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "icmp-rejected.pcap", "icmp", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "tcp-reset-injected-client.pcap", "path.server-ttl", Confidence.Certain)]
    [InlineData("tls12-healthy.pcap", "proxy-refused.pcap", "server", Confidence.Likely)]
    [InlineData("tls12-healthy.pcap", "dns-wrong-address.pcap", "name.lookup", Confidence.Likely)]
    [InlineData("path-mtu-discovered.pcap", "path-mtu-black-hole-server.pcap", "icmp", Confidence.Likely)]
    public void A_difference_explains_the_failure(string good, string bad, string step, Confidence confidence)
    {
        ComparisonReport report = Compared.Of(good, bad);

        Assert.Equal(ComparisonOutcome.Explained, report.Verdict.Outcome);
        Assert.Equal(confidence, report.Verdict.Confidence);
        Difference difference = report.Differences[report.Verdict.Difference!.Value];
        Assert.Equal(step, difference.Step);
        Assert.Equal(DifferenceWeight.Explaining, report.Step(step).Weight);
        Assert.Equal(report.Verdict.Summary, difference.Text);
        Assert.NotEmpty(report.Remedies);
        Assert.True(report.Bad.Fails);
        Assert.True(report.Good.Succeeds);
    }

    [Theory]
    [InlineData("tls12-healthy.pcap", "tcp-refused.pcap", "from the same distance")]
    [InlineData("tls12-healthy.pcap", "tls-refused-by-reset.pcap", "neither explains the refusal")]
    [InlineData("tls12-healthy.pcap", "tls13-certificate-refused.pcap", "hidden by TLS 1.3")]
    [InlineData("tls12-healthy.pcap", "tls-handshake-stalled.pcap", "(tls-handshake-stalled)")]
    [InlineData("tls12-healthy.pcap", "tcp-no-answer-client.pcap", "(tcp-no-answer)")]
    [InlineData("tls12-healthy.pcap", "dns-no-answer.pcap", "GOOD shows no lookup")]
    [InlineData("story-b-healthy.pcap", "story-b-client.pcap", "both reports travel in fragments")]
    [InlineData("story-b-small-report.pcap", "server-silent-server.pcap", "(server-silent)")]
    [InlineData("story-b-small-report.pcap", "request-lost-client.pcap", "size is not the cause")]
    [InlineData("story-b-small-report.pcap", "udp-port-unreachable.pcap", "the server itself answers BAD")]
    [InlineData("radius-eap-tls-healthy.pcap", "radius-eap-tls-fragments-lost-client.pcap", "GOOD's of 1,558 bytes is answered")]
    [InlineData("mutual-tls13-healthy.pcap", "client-cert-untrusted-tls13.pcap", "cannot be compared")]
    [InlineData("tls12-healthy.pcap", "path-mtu-black-hole-client.pcap", "the path differs, not the endpoints")]
    public void What_the_evidence_does_not_explain_is_said_not_to_be(string good, string bad, string words)
    {
        ComparisonReport report = Compared.Of(good, bad);

        Assert.Equal(ComparisonOutcome.Unexplained, report.Verdict.Outcome);
        Assert.Contains(words, report.Verdict.Summary, StringComparison.Ordinal);
        Assert.Null(report.Verdict.Difference);
        Assert.DoesNotContain(report.Differences, difference => difference.Weight == DifferenceWeight.Explaining);
        Assert.NotEmpty(report.NextSteps);
        Assert.Empty(report.Remedies);
    }

    [Fact]
    public void Sizes_and_fragments_stand_side_by_side()
    {
        ComparedStep step = Compared.Of("story-b-small-report.pcap", "story-b-client.pcap").Step("check.report");

        Assert.Equal("1,186 bytes, plain", step.Good!.Text);
        Assert.Equal([3], step.Good.Frames);
        Assert.Equal("2,656 bytes, plain, 2 fragments, sent 4 times 5 s apart, no answer", step.Bad!.Text);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], step.Bad.Frames);
    }

    [Fact]
    public void What_only_follows_from_the_failure_is_no_difference()
    {
        ComparisonReport report = Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap");

        Assert.Equal(DifferenceWeight.Consequence, report.Step("tls.version").Weight);
        Assert.Equal(DifferenceWeight.Consequence, report.Step("tls.alert").Weight);
        Assert.Equal(DifferenceWeight.Same, report.Step("tcp.answer").Weight);
        Assert.Equal(DifferenceWeight.Harmless, report.Step("tls.suites").Weight);
        Assert.Equal(["tls.versions", "tls.suites", "tls.extensions"], report.Differences.Select(difference => difference.Step));
        Assert.Contains("only GOOD offers signature_algorithms", report.Differences[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hidden_certificate_is_not_compared()
    {
        ComparisonReport report = Compared.Of("tls13-healthy.pcap", "tls-intercepted.pcap");

        Assert.Equal("encrypted (TLS 1.3)", report.Step("certificate.issuer").Good!.Text);
        Assert.Equal(DifferenceWeight.Unknown, report.Step("certificate.subject").Weight);
        Assert.Contains("hidden by TLS 1.3", report.Verdict.Summary, StringComparison.Ordinal);
        Assert.Contains("-tls1_2", report.NextSteps[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tls12-healthy.pcap")]
    [InlineData("story-b-small-report.pcap")]
    [InlineData("healthy-client.log")]
    [InlineData("tls-version-alert.pcap")]
    [InlineData("story-b-client.log")]
    [InlineData("tcp-refused.pcap")]
    [InlineData("noise-healthy.pcapng")]
    public void A_file_is_like_itself(string sample)
    {
        ComparisonReport report = Compared.Of(sample, sample);

        Assert.Equal(ComparisonOutcome.Alike, report.Verdict.Outcome);
        Assert.All(report.Steps, step => Assert.Contains(step.Weight, new[] { DifferenceWeight.Same, DifferenceWeight.Unknown }));
    }

    [Theory]
    [InlineData("story-b-client.pcap", "story-b-small-report.pcap")]
    [InlineData("tls-version-alert.pcap", "tls12-healthy.pcap")]
    [InlineData("story-b-client.log", "healthy-client.log")]
    [InlineData("tcp-refused.pcap", "tls12-healthy.pcap")]
    public void The_wrong_order_is_noticed(string good, string bad)
    {
        ComparisonReport report = Compared.Of(good, bad);

        Assert.Equal(ComparisonOutcome.NoFailure, report.Verdict.Outcome);
        Assert.Contains("wrong order", report.Verdict.Summary, StringComparison.Ordinal);
        Assert.True(report.Good.Fails);
        Assert.False(report.Bad.Fails);
        Assert.Null(report.Fault);
    }

    [Fact]
    public void Two_that_work_in_different_ways_leave_nothing_to_explain()
    {
        ComparisonReport report = Compared.Of("tls13-healthy.pcap", "tls12-healthy.pcap");

        Assert.Equal(ComparisonOutcome.NoFailure, report.Verdict.Outcome);
        Assert.Equal("Both work: there is no failure to explain.", report.Verdict.Summary);
    }

    [Fact]
    public void Two_that_fail_in_the_same_way_are_said_to()
    {
        ComparisonReport report = Compared.Of("story-a-tls11-refused.pcapng", "story-a-tls11-refused.pcapng", badEndpoint: "10.0.3.50");

        // The capture also holds a connection from before the server was changed: that one is the better partner.
        Assert.Equal(ComparisonOutcome.Unexplained, report.Verdict.Outcome);
        Assert.Contains("the server may have been changed in between", report.Verdict.Summary, StringComparison.Ordinal);
        Assert.Equal(ComparisonOutcome.Alike, Compared.Of("tls-version-alert.pcap", "tls-version-alert.pcap").Verdict.Outcome);
    }

    [Fact]
    public void Captures_of_different_ends_are_not_compared_by_distance()
    {
        ComparisonReport report = Compared.Of("story-b-small-report.pcap", "story-b-server.pcap");

        Assert.Equal(DifferenceWeight.Unknown, report.Step("path.server-ttl").Weight);
        Assert.Contains("GOOD was captured at the client and BAD at the server", report.Selection, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_asked_for_decides_what_is_compared()
    {
        ComparisonReport report = Compared.Of("noise-healthy.pcapng", "tls-version-alert.pcap", server: "10.0.2.105:4343");

        Assert.Equal("10.0.2.105:4343", report.Good.Conversation!.Server);
        Assert.StartsWith("Both are exchanges with 10.0.2.105:4343", report.Selection, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("healthy-client.log", "tls-version-alert.pcap", "healthy-client.log) shows no exchange with tcp 10.0.2.105:4343")]
    [InlineData("tls12-healthy.pcap", "dns-nxdomain.pcap", "tls12-healthy.pcap) shows no exchange with console.example")]
    [InlineData("README.md", "tls12-healthy.pcap", "README.md")]
    [InlineData("no-such-file.pcap", "tls12-healthy.pcap", "no-such-file.pcap")]
    public void What_cannot_be_compared_is_refused_with_the_reason(string good, string bad, string words)
    {
        CaptureException error = Assert.Throws<CaptureException>(() => Compared.Of(good, bad));

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_pair_of_samples_comes_to_something()
    {
        string[] samples = [.. Inspection.Samples.Captures, "healthy-client.log", "story-b-client.log"];
        int compared = 0;
        foreach (string bad in samples)
        {
            foreach (string good in new[] { "tls12-healthy.pcap", "story-b-small-report.pcap" })
            {
                try
                {
                    ComparisonReport report = Compared.Of(good, bad);
                    compared++;
                    Assert.NotEmpty(report.Verdict.Summary);
                    Assert.Equal(report.Verdict.Outcome == ComparisonOutcome.Explained, report.Verdict.Difference is not null);
                }
                catch (CaptureException error)
                {
                    Assert.Contains("shows no exchange", error.Message, StringComparison.Ordinal);
                }
            }
        }

        // Of the others one side is TCP and the other UDP.
        Assert.InRange(compared, 70, samples.Length * 2);
    }
}
