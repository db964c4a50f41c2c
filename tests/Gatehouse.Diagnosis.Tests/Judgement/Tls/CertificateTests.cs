using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Wire.Tls;
using static Gatehouse.Diagnosis.Tests.Judgement.Tls.TlsMessages;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

public sealed class CertificateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_certificate_refused_without_reason_is_judged_by_its_dates()
    {
        byte[] expired = Der("policy.example", Now.AddYears(-2), Now.AddDays(-1), "CN=Example Root");
        Finding finding = Assert.Single(Judged.Faults(Refused(expired, Alert(46))));
        Assert.Equal((FindingCodes.TlsCertificateExpired, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("2026-11-20T12:00:00Z", finding.Facts["notAfter"]);
        Assert.Equal("client", finding.Facts["rejectedBy"]);
    }

    [Fact]
    public void Dates_are_not_judged_by_a_clock_that_was_never_set()
    {
        byte[] future = Der("policy.example", Now.AddDays(-1), Now.AddDays(900), "CN=Example Root");
        const double To1971 = -55 * 365.25 * 86_400;
        ScriptedConnection connection = new ScriptedConnection(start: To1971).Client(ClientHello(name: "policy.example"))
            .Server(ServerFlight12(future)).Client(Alert(42)).ClientFin();
        Finding finding = Assert.Single(Judged.Faults(connection));
        Assert.Equal((FindingCodes.TlsCertificateRejected, Confidence.Certain), (finding.Code, finding.Confidence));
        Assert.DoesNotContain("seenAt", finding.Facts);
    }

    [Fact]
    public void Expired_by_the_clients_clock_alone_points_at_that_clock()
    {
        Finding finding = Assert.Single(Judged.Faults(Refused(GoodDer(), Alert(45))));
        Assert.Equal((FindingCodes.TlsCertificateExpired, Confidence.Certain), (finding.Code, finding.Confidence));
        Assert.Contains("clock may be wrong", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_self_signed_certificate_refused_without_reason_is_likely_untrusted()
    {
        Finding finding = Assert.Single(Judged.Faults(Refused(Der("policy.example", Now.AddDays(-9), Now.AddDays(900)), Alert(42))));
        Assert.Equal((FindingCodes.TlsCertificateUntrusted, Confidence.Likely), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void An_error_at_warning_level_that_ends_the_connection_counts()
    {
        Finding finding = Assert.Single(Judged.Faults(Refused(GoodDer(), Alert(48, level: 1))));
        Assert.Equal(FindingCodes.TlsCertificateUntrusted, finding.Code);
    }

    [Fact]
    public void A_client_that_closes_before_going_on_may_have_refused()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ClientHello(name: "policy.example")).Server(ServerFlight12(GoodDer())).ClientFin()));
        Assert.Equal((FindingCodes.TlsCertificateRejected, Confidence.Possible), (finding.Code, finding.Confidence));
        Assert.Equal("close-before-finished", finding.Facts["refusal"]);
        Assert.StartsWith("The client may have refused the server's certificate", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_silent_client_and_a_certificate_for_another_name_fit_together()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ClientHello(name: "policy.example")).Server(ServerFlight12(GoodDer("console.example"))).ClientFin()));
        Assert.Equal((FindingCodes.TlsCertificateNameMismatch, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Contains("console.example", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_sized_record_in_place_of_Finished_is_a_refusal()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(ServerFlight13()).Client(ChangeCipherSpec(), Data(Alert13)).ClientFin()));
        Assert.Equal((FindingCodes.TlsCertificateRejected, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("encrypted-alert", finding.Facts["refusal"]);
    }

    [Fact]
    public void Closing_after_Finished_with_an_orderly_alert_is_what_a_probe_does() =>
        Assert.Empty(Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(ServerFlight13())
            .Client(ChangeCipherSpec(), Data(Finished13)).Client(Data(Alert13)).ClientFin()));

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 2)]
    public void A_distrusted_issuer_met_at_several_hosts_may_be_a_gateway(int hosts, int expected)
    {
        ScriptedConnection[] connections =
        [
            Refused(GoodDer(), Alert(48)),
            .. Enumerable.Range(1, hosts - 1).Select(host => new ScriptedConnection(start: host, server: $"203.0.113.{host}")
                .Client(ClientHello(name: $"host{host}.example")).Server(ServerFlight12(GoodDer($"host{host}.example")))),
        ];
        IReadOnlyList<Finding> findings = Judged.Faults(connections);
        Assert.Equal(expected, findings.Count);
        Assert.Equal(FindingCodes.TlsCertificateUntrusted, findings[^1].Code);
        Assert.All(findings.SkipLast(1), finding =>
        {
            Assert.Equal((FindingCodes.TlsIntercepted, Confidence.Possible), (finding.Code, finding.Confidence));
            Assert.Equal("same-issuer", finding.Facts["proof"]);
            Assert.Empty(finding.Explains);
        });
    }

    [Fact]
    public void A_monitor_beside_clients_that_succeed_is_worth_a_note_at_most()
    {
        ScriptedConnection used = new ScriptedConnection(clientPort: 50_001).Client(ClientHello()).Server(ServerFlight12(GoodDer()))
            .Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80)).ClientFin().ServerFin();
        ScriptedConnection monitor = new ScriptedConnection(start: 1).Client(ClientHello(name: "policy.example")).Server(ServerFlight12(GoodDer()))
            .Client(ClientFlight12()).Server(ServerEnd12()).ClientFin().ServerFin();
        Finding finding = Assert.Single(Judged.Faults(used, monitor));
        Assert.Equal((Severity.Note, Confidence.Possible), (finding.Severity, finding.Confidence));
    }

    [Theory]
    [InlineData(-1, 1, "expired certificate")]
    [InlineData(5, 1, "about to expire")]
    [InlineData(60, 0, "")]
    public void An_accepted_certificate_near_its_end_is_a_warning(int daysLeft, int expected, string words)
    {
        byte[] certificate = Der("policy.example", Now.AddYears(-1), Now.AddDays(daysLeft), "CN=Example Root");
        ScriptedConnection connection = new ScriptedConnection().Client(ClientHello(name: "policy.example")).Server(ServerFlight12(certificate))
            .Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80)).ClientFin().ServerFin();
        Assert.Empty(Judged.Faults(connection));
        IReadOnlyList<Finding> warnings = Judged.Warnings(connection);
        Assert.Equal(expected, warnings.Count);
        Assert.All(warnings, finding =>
        {
            Assert.Equal((FindingCodes.TlsCertificateExpired, Severity.Warning), (finding.Code, finding.Severity));
            Assert.Contains(words, finding.Title, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("policy.example", "policy.example", true)]
    [InlineData("POLICY.example.", "policy.example", true)]
    [InlineData("*.example", "policy.example", true)]
    [InlineData("*.example", "a.policy.example", false)]
    [InlineData("*.example", "example", false)]
    [InlineData("console.example", "policy.example", false)]
    [InlineData("10.0.2.105", "10.0.2.105", true)]
    [InlineData("2001:db8::1", "2001:0db8:0:0::1", true)]
    public void Names_match_as_RFC_9525_has_it(string known, string asked, bool expected)
    {
        CertificateFacts certificate = new() { Sha256 = string.Empty, Subject = "CN=unrelated", Issuer = "CN=x", AlternativeNames = [known] };
        Assert.Equal(expected, CertificateCheck.IsFor(certificate, asked));
    }

    [Fact]
    public void The_common_name_counts_only_without_alternative_names()
    {
        CertificateFacts certificate = new() { Sha256 = string.Empty, Subject = "CN=policy.example, O=Example", Issuer = "CN=x" };
        Assert.True(CertificateCheck.IsFor(certificate, "policy.example"));
        Assert.False(CertificateCheck.IsFor(certificate with { AlternativeNames = ["console.example"] }, "policy.example"));
    }

    private static ScriptedConnection Refused(byte[] certificate, byte[] alert) =>
        new ScriptedConnection().Client(ClientHello(name: "policy.example")).Server(ServerFlight12(certificate)).Client(alert).ClientFin().ServerFin();
}
