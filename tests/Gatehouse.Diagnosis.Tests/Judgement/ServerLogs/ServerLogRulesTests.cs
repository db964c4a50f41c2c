using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.ServerLogs;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Tests.Judgement.ServerLogs;

/// <summary>The log of our own server is evidence. The lines are as a server wrote them.</summary>
public sealed class ServerLogRulesTests
{
    private const string First = "01a200d6-71c4-7a5e-9d52-0d1c54f1f0a1";
    private const string Second = "01a200d6-71c4-7a5e-9d52-0d1c54f1f0a2";
    private const string Issued = $"info Enrollment[1101] certificate 2A9F issued to endpoint {First}";
    private const string Isolated = $"info VerdictLog[4501] endpoint {First} at 10.0.3.50 is isolated under policy office version 3: firewall: nftables not running";
    private const string OtherIsolated = $"info VerdictLog[4501] endpoint {Second} at 10.0.3.51 is isolated under policy office version 3: firewall: nftables not running";
    private const string Mended = $"info VerdictLog[4502] endpoint {First} at 10.0.3.50 is admitted again";
    private const string Token = "warning RefusalLog[1401] POST /agent/v1/enroll from 10.0.3.50 was refused as enrollment-token: the enrolment token has expired; ask for a new one";
    private const string NoCertificate = "warning RefusalLog[1401] POST /agent/v1/sessions from 10.0.3.50 was refused as no-client-certificate: no client certificate was shown; enrol the endpoint";
    private const string Foreign = "warning RefusalLog[1401] POST /agent/v1/sessions from 10.0.3.50 was refused as foreign-client-certificate: the client certificate was not issued by this server's CA; enrol the endpoint";
    private const string Held = $"warning Enrollment[1102] endpoint {First} is held for approval: its hardware is known with another key";
    private const string HeldRefusal = $"warning RefusalLog[1401] POST /agent/v1/sessions from 10.0.3.50 was refused as endpoint-held: endpoint {First} is held for approval: x; an administrator must approve it";
    private const string Away = $"warning CheckHost[4001] check of {First} could not be answered, it is asked to come back: the database is full; make room on its disk";
    private const string Broken = $"warning LossLog[4004] a report of {First} at 10.0.3.50 never arrived whole: 1 of its 3 segments did; capture the UDP port";
    private const string Silent = $"warning CheckHost[4003] {First} did not acknowledge a message within 30 s";

    [Theory]
    [InlineData(Token, FindingCodes.HttpError, "The enrolment token has expired")]
    [InlineData(NoCertificate, FindingCodes.TlsClientCertificateMissing, "No client certificate was shown")]
    [InlineData(Foreign, FindingCodes.TlsClientCertificateRejected, "The client certificate was not issued by this server's CA")]
    [InlineData(Held, FindingCodes.HttpError, $"The server holds endpoint {First} for approval")]
    [InlineData(Away, FindingCodes.HttpError, "The server could not store what it was asked to, so it answered with an error")]
    [InlineData(Isolated, FindingCodes.PostureNoncompliant, "The policy server isolated the endpoint at 10.0.3.50")]
    public void What_the_server_says_is_a_fault_with_what_to_do(string line, string code, string title)
    {
        Finding finding = Assert.Single(Judge(Issued, line));

        Assert.Equal((code, Severity.Fault, Confidence.Certain, title), (finding.Code, finding.Severity, finding.Confidence, finding.Title));
        Assert.NotEmpty(finding.Remedies);
        Assert.Equal([2], Assert.Single(finding.Evidence).Frames);
    }

    [Fact]
    public void The_same_refusal_from_several_addresses_is_one_finding()
    {
        Finding finding = Assert.Single(Judge(Token, Token, Token.Replace("10.0.3.50", "10.0.3.51", StringComparison.Ordinal)));

        Assert.Equal(3, finding.Count);
        Assert.Contains("from 2 addresses", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal("enrollment-token", finding.Facts["problem"]);
    }

    [Fact]
    public void An_endpoint_that_is_held_is_one_finding_whichever_way_it_asks()
    {
        Finding finding = Assert.Single(Judge(Held, HeldRefusal, HeldRefusal));

        Assert.Equal(3, finding.Count);
        Assert.Contains(finding.Remedies, remedy => remedy.Contains($"gatehouse endpoint approve {First}", StringComparison.Ordinal));
    }

    [Fact]
    public void Of_each_endpoint_the_last_verdict_counts_and_those_alike_are_told_together()
    {
        Assert.Empty(Judge(Isolated, Mended));
        Assert.Equal("The policy server isolated the endpoint at 10.0.3.51", Assert.Single(Judge(Isolated, OtherIsolated, Mended)).Title);
        Finding both = Assert.Single(Judge(Mended, Isolated, OtherIsolated));
        Assert.Equal((2, "The policy server isolated 2 endpoints"), (both.Count, both.Title));
    }

    [Fact]
    public void What_was_not_acknowledged_is_a_warning_that_claims_no_cause()
    {
        Finding finding = Assert.Single(Judge(Silent));

        Assert.Equal((FindingCodes.RequestUnanswered, Severity.Warning, Confidence.Likely), (finding.Code, finding.Severity, finding.Confidence));
        Assert.NotEmpty(finding.NextSteps);
    }

    [Fact]
    public void Reports_that_never_arrived_whole_are_one_warning_that_names_the_ways_to_lose_a_part()
    {
        Finding finding = Assert.Single(Judge(Issued, Broken, Broken, Broken.Replace("10.0.3.50", "10.0.3.51", StringComparison.Ordinal)));

        Assert.Equal((FindingCodes.RequestLost, Severity.Warning, Confidence.Likely), (finding.Code, finding.Severity, finding.Confidence));
        Assert.Equal(("Reports from 2 addresses never arrived whole", 3), (finding.Title, finding.Count));
        Assert.Contains("3 of 9 segments arrived", finding.Explanation, StringComparison.Ordinal);
        Assert.Contains("fragments", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal([2, 3, 4], Assert.Single(finding.Evidence).Frames);
        Assert.NotEmpty(finding.NextSteps);
    }

    [Fact]
    public void A_log_of_a_quiet_day_says_nothing() => Assert.Empty(Judge(Issued, "info Maintenance[1212] the server's certificate was renewed"));

    private static IReadOnlyList<Finding> Judge(params string[] lines)
    {
        string text = string.Concat(lines.Select((line, second) => $"2026-11-22 09:00:{second:d2}.000Z {line}\n"));
        return ServerLogRules.Judge(ServerLogReader.Read(text, CancellationToken.None), "server");
    }
}
