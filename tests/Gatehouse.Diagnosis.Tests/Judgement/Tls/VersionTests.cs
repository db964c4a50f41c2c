using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Wire.Tls;
using static Gatehouse.Diagnosis.Tests.Judgement.Tls.TlsMessages;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

public sealed class VersionTests
{
    private static readonly ushort[] Others = [0xC02C];

    [Theory]
    [InlineData((byte)40)]
    [InlineData((byte)80)]
    public void An_old_hello_answered_with_an_alert_that_says_little_is_likely_a_mismatch(byte alert)
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ClientHello(TlsVersions.Tls10)).Server(Alert(alert)).ServerFin()));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("alert", finding.Facts["refusedBy"]);
        Assert.Equal("TLS 1.0", finding.Facts["clientHighest"]);
    }

    [Fact]
    public void A_client_that_refuses_the_servers_version_is_certain()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection()
            .Client(ClientHello()).Server(ServerHello(TlsVersions.Tls10), Certificate(GoodDer()), ServerHelloDone()).Client(Alert(70)).ClientFin()));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Certain), (finding.Code, finding.Confidence));
        Assert.Equal("TLS 1.0", finding.Facts["serverChose"]);
        Assert.StartsWith("The client refuses TLS 1.0", finding.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TlsVersions.Tls11, FindingCodes.TlsVersionMismatch)]
    [InlineData(TlsVersions.Tls12, FindingCodes.TlsAlert)]
    public void A_client_that_gives_up_at_an_old_version_likely_refuses_it(ushort chosen, string code)
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection()
            .Client(ClientHello()).Server(ServerHello(chosen), Certificate(GoodDer()), ServerHelloDone()).Client(Alert(80)).ClientFin()));

        Assert.Equal(code, finding.Code);
        if (code == FindingCodes.TlsVersionMismatch)
        {
            Assert.Equal("The client likely refuses TLS 1.1, the version the server chose", finding.Title);
            Assert.Equal(("TLS 1.1", Confidence.Likely), (finding.Facts["serverChose"], finding.Confidence));
        }
    }

    [Fact]
    public void A_close_of_an_old_hello_counts_though_the_client_complains_afterwards()
    {
        ScriptedConnection connection = new ScriptedConnection().Client(ClientHello(TlsVersions.Tls11)).ServerFin().Client(Alert(50)).ServerReset();
        Finding finding = Assert.Single(Judged.Faults(connection));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("close", finding.Facts["refusedBy"]);
    }

    [Fact]
    public void What_others_agree_to_near_in_time_is_the_servers_lowest()
    {
        Finding finding = Assert.Single(Judged.Faults(
            Established12(clientPort: 50_001), new ScriptedConnection(start: 60).Client(ClientHello(TlsVersions.Tls11)).ServerReset()));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("TLS 1.2", finding.Facts["serverLowest"]);
        Assert.DoesNotContain("acceptedUntil", finding.Facts);
    }

    [Fact]
    public void A_server_that_goes_on_accepting_the_version_refused_for_another_reason()
    {
        ScriptedConnection later = new ScriptedConnection(start: 60, clientPort: 50_001).Client(ClientHello(TlsVersions.Tls11))
            .Server(ServerHello(TlsVersions.Tls11), Certificate(GoodDer()), ServerHelloDone()).Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80));
        IReadOnlyList<Finding> findings = Judged.Faults(new ScriptedConnection().Client(ClientHello(TlsVersions.Tls11)).ServerReset(), later);
        Assert.Equal(FindingCodes.TlsRefusedAfterHello, findings[0].Code);
        Assert.DoesNotContain(findings, finding => finding.Code == FindingCodes.TlsVersionMismatch);
    }

    [Fact]
    public void What_the_server_accepted_days_ago_says_nothing()
    {
        ScriptedConnection old = new ScriptedConnection(clientPort: 50_001).Client(ClientHello(TlsVersions.Tls11))
            .Server(ServerHello(TlsVersions.Tls11), Certificate(GoodDer()), ServerHelloDone()).Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80));
        Finding finding = Assert.Single(Judged.Faults(old, new ScriptedConnection(start: 15 * 86_400).Client(ClientHello(TlsVersions.Tls11)).ServerReset()));
        Assert.Equal(FindingCodes.TlsVersionMismatch, finding.Code);
        Assert.DoesNotContain("acceptedUntil", finding.Facts);
    }

    [Fact]
    public void A_close_in_answer_to_an_old_hello_on_an_unknown_port_is_no_more_than_possible()
    {
        IReadOnlyList<Finding> findings = Judged.Faults(new ScriptedConnection(serverPort: 7777).Client(ClientHello(TlsVersions.Tls11)).ServerFin());
        Assert.Equal(FindingCodes.TlsRefusedAfterHello, findings[0].Code);
        Assert.Equal(Confidence.Possible, Assert.Single(findings, finding => finding.Code == FindingCodes.TlsVersionMismatch).Confidence);
    }

    [Fact]
    public void Handshake_failure_for_a_hello_of_today_leaves_the_cause_open()
    {
        IReadOnlyList<Finding> findings = Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(Alert(40)).ServerFin());
        Assert.Equal([FindingCodes.TlsNoCommonCipher, FindingCodes.TlsAlert], findings.Select(finding => finding.Code));
        Assert.Equal([Confidence.Possible, Confidence.Certain], findings.Select(finding => finding.Confidence));
        Assert.Equal("handshake_failure", findings[1].Facts["alert"]);
    }

    [Fact]
    public void Handshake_failure_while_others_use_other_suites_is_likely_a_matter_of_suites()
    {
        ScriptedConnection other = Established12(clientPort: 50_001);
        Finding finding = Assert.Single(Judged.Faults(other, new ScriptedConnection(start: 1).Client(ClientHello(TlsVersions.Tls12, Others)).Server(Alert(40)).ServerFin()));
        Assert.Equal((FindingCodes.TlsNoCommonCipher, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal(["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"], (IEnumerable<string>)finding.Facts["serverSuites"]);
    }

    [Fact]
    public void A_suite_that_is_not_known_is_no_suite_that_others_use()
    {
        ScriptedConnection unknown = new ScriptedConnection(clientPort: 50_001).Client(ModernHello()).Server(ServerHello(suite: 0)).Wait(1).ServerFin();
        IReadOnlyList<Finding> findings = Judged.Run(unknown, new ScriptedConnection(start: 3).Client(ClientHello(TlsVersions.Tls12, [0, .. Others])).Server(Alert(40)).ServerFin()).First([new NoCommonCipher()]);
        Assert.DoesNotContain("serverSuites", findings[0].Facts.Keys);
        Assert.DoesNotContain(CipherSuiteNames.Of(0), (IEnumerable<string>)findings[0].Facts["suites"]);
    }

    [Fact]
    public void Handshake_failure_although_a_suite_was_accepted_before_is_no_matter_of_suites()
    {
        Finding finding = Assert.Single(Judged.Faults(
            Established12(clientPort: 50_001), new ScriptedConnection(start: 1).Client(ClientHello(TlsVersions.Tls12, [Ecdhe])).Server(Alert(40)).ServerFin()));
        Assert.Equal((FindingCodes.TlsAlert, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void Insufficient_security_names_the_suites()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection().Client(ModernHello()).Server(Alert(71)).ServerFin()));
        Assert.Equal((FindingCodes.TlsNoCommonCipher, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void A_reset_with_another_time_to_live_points_at_a_device_in_between()
    {
        ScriptedConnection connection = new ScriptedConnection().Client(ModernHello());
        connection.ServerTtl = 57;
        IReadOnlyList<Finding> findings = Judged.Faults(connection.ServerReset());
        Assert.Equal(FindingCodes.TcpResetInjected, findings[0].Rivals[0]);
        Assert.Equal(57, findings[0].Facts["resetTtl"]);
        Assert.Equal(64, findings[0].Facts["serverTtl"]);
    }

    [Fact]
    public void A_marked_downgrade_is_a_warning_even_at_TLS_12()
    {
        ScriptedConnection connection = new ScriptedConnection().Client(ModernHello()).Server(ServerHello(marked: true), Certificate(GoodDer()), ServerHelloDone())
            .Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80));
        Finding finding = Assert.Single(Judged.Warnings(connection));
        Assert.Equal((FindingCodes.TlsDowngraded, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Equal(true, finding.Facts["sentinel"]);
    }

    private static ScriptedConnection Established12(int clientPort) => new ScriptedConnection(clientPort: clientPort)
        .Client(ClientHello()).Server(ServerFlight12(GoodDer())).Client(ClientFlight12()).Server(ServerEnd12()).Client(Data(40)).Server(Data(80)).ClientFin().ServerFin();
}
