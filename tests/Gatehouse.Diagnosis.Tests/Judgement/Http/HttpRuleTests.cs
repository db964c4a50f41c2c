using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Tests.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Http;

public sealed class HttpRuleTests
{
    private static readonly byte[] Get = Text("GET /agent/status HTTP/1.1\r\nHost: policy.example\r\n\r\n");
    private static readonly byte[] Connect = Text("CONNECT policy.example:4343 HTTP/1.1\r\nHost: policy.example:4343\r\n\r\n");

    private static readonly byte[] Opened = Text("HTTP/1.1 200 Connection established\r\n\r\n");

    [Fact]
    public void A_TLS_alert_in_answer_to_HTTP_is_certain()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection(serverPort: 7000).Client(Get).Server(TlsMessages.Alert(10)).ServerFin()));
        Assert.Equal((FindingCodes.HttpOnTlsPort, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void A_page_that_says_so_is_certain()
    {
        byte[] page = Text("HTTP/1.1 400 The plain HTTP request was sent to HTTPS port\r\nServer: x\r\n\r\n");
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection(serverPort: 7000).Client(Get).Server(page).ServerFin()));
        Assert.Equal((FindingCodes.HttpOnTlsPort, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void Bad_request_on_a_port_that_speaks_TLS_with_others_is_likely()
    {
        byte[] page = Text("HTTP/1.1 400 Bad Request\r\n\r\n");
        ScriptedConnection tls = new ScriptedConnection(clientPort: 50_001, serverPort: 7000).Client(TlsMessages.ModernHello()).Server(TlsMessages.ServerFlight13());
        Finding finding = Assert.Single(Judged.Faults(tls, new ScriptedConnection(serverPort: 7000).Client(Get).Server(page).ServerFin()));
        Assert.Equal((FindingCodes.HttpOnTlsPort, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Empty(Judged.Faults(new ScriptedConnection(serverPort: 7000).Client(Get).Server(page).ServerFin()));
    }

    [Fact]
    public void A_silent_close_on_any_port_says_nothing_about_TLS() =>
        Assert.Empty(Judged.Faults(new ScriptedConnection(serverPort: 7000).Client(Get).ServerFin()));

    [Fact]
    public void A_hello_refused_where_others_speak_HTTP_is_likely_the_wrong_transport()
    {
        ScriptedConnection http = new ScriptedConnection(clientPort: 50_001, serverPort: 7000).Client(Get).Server(Text("HTTP/1.1 200 OK\r\n\r\n"));
        Finding finding = Assert.Single(Judged.Faults(http, new ScriptedConnection(start: 1, serverPort: 7000).Client(TlsMessages.ModernHello()).ServerFin()));
        Assert.Equal((FindingCodes.TlsOnHttpPort, Confidence.Likely), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void A_service_that_greets_first_is_not_judged() =>
        Assert.Empty(Judged.Faults(new ScriptedConnection(serverPort: 25).Server(Text("220 mail.example ESMTP\r\n")).Client(TlsMessages.ModernHello()).Wait(1).ClientFin()));

    [Fact]
    public void A_challenge_followed_by_success_is_how_signing_in_begins()
    {
        byte[] challenge = Text("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n");
        byte[] opened = Text("HTTP/1.1 200 Connection established\r\n\r\n");
        Assert.Empty(Judged.Faults(new ScriptedConnection(serverPort: 3128).Client(Connect).Server(challenge).Client(Connect).Server(opened)));
        ScriptedConnection first = new ScriptedConnection(serverPort: 3128).Client(Connect).Server(challenge).ServerFin().ClientFin();
        Assert.Equal(FindingCodes.ProxyRefused, Assert.Single(Judged.Faults(first)).Code);
        Assert.Empty(Judged.Faults(first, new ScriptedConnection(start: 1, clientPort: 50_001, serverPort: 3128).Client(Connect).Server(opened)));

        byte[] signIn = Text("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
        byte[] answer = Text("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Assert.Empty(Judged.Faults(new ScriptedConnection(serverPort: 8080).Client(Get).Server(signIn).Client(Get).Server(answer)));
        Assert.Equal(FindingCodes.HttpError, Assert.Single(Judged.Faults(new ScriptedConnection(serverPort: 8080).Client(Get).Server(signIn))).Code);
    }

    [Fact]
    public void A_tunnel_refused_for_good_names_the_target()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Text("HTTP/1.1 403 Forbidden\r\n\r\n")).ServerFin()));
        Assert.Equal((FindingCodes.ProxyRefused, Confidence.Certain), (finding.Code, finding.Confidence));
        Assert.Equal("policy.example:4343", finding.Facts["target"]);
        Assert.Equal(403, finding.Facts["status"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_proxy_that_ends_the_connection_instead_of_answering_has_likely_refused(bool resets)
    {
        Assert.True(ServerExpectation.TryParse("policy.example:4343", out ServerExpectation server));
        ScriptedConnection asked = new ScriptedConnection(serverPort: 3128).Client(Connect);
        CaseRunner runner = CaseRunner.Frames((resets ? asked.ServerReset() : asked.ServerFin()).Frames, new DiagnosisOptions { Inputs = [], Servers = [server] });
        Finding finding = Assert.Single(runner.First(Judged.FaultRules));
        Assert.Equal((FindingCodes.ProxyRefused, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("policy.example:4343", finding.Facts["target"]);
        Assert.Contains(FindingCodes.NoTraffic, finding.Explains);
    }

    [Fact]
    public void A_proxy_that_closed_once_and_then_opened_the_tunnel_has_not_refused()
    {
        ScriptedConnection closed = new ScriptedConnection(serverPort: 3128).Client(Connect).ServerFin();
        ScriptedConnection opened = new ScriptedConnection(start: 1, clientPort: 50_001, serverPort: 3128).Client(Connect).Server(Opened);
        Assert.Empty(Judged.Faults(closed, opened));
    }

    [Fact]
    public void TLS_inside_a_tunnel_is_judged_like_any_other()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Text("HTTP/1.1 200 OK\r\n\r\n"))
            .Client(TlsMessages.ModernHello()).Server(TlsMessages.Alert(70)).ServerFin()));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n")]
    [InlineData(null, "HTTP/1.1 200 Connection established\r\n", "Proxy-Agent: x\r\n\r\n")]
    public void TLS_inside_a_tunnel_is_found_after_a_sign_in_and_an_answer_in_pieces(string? challenge, params string[] opened)
    {
        ScriptedConnection connection = new(serverPort: 3128);
        if (challenge is not null)
        {
            connection.Client(Connect).Server(Text(challenge));
        }

        connection.Client(Connect);
        foreach (string piece in opened)
        {
            connection.Server(Text(piece));
        }

        connection.Client(TlsMessages.ModernHello()).Server(TlsMessages.Alert(70)).ServerFin();
        Assert.Equal(FindingCodes.TlsVersionMismatch, Assert.Single(Judged.Faults(connection)).Code);
    }

    [Fact]
    public void A_hello_refused_in_silence_inside_a_tunnel_is_a_fault_about_the_target()
    {
        ScriptedConnection refused = new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Opened).Client(TlsMessages.ModernHello()).ServerReset();
        CaseRunner runner = Judged.Run(refused);
        List<Finding> findings = RuleSet.Judge(Assert.Single(runner.Tcp), runner.Context);
        Assert.Equal(FindingCodes.TlsRefusedAfterHello, findings[0].Code);
        Assert.All(findings, finding => Assert.Equal("policy.example:4343", finding.Facts[RuleSet.TunnelTarget]));
    }

    [Fact]
    public void What_is_said_in_tunnels_is_no_habit_of_the_proxy()
    {
        ScriptedConnection tunnel = new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Opened)
            .Client(TlsMessages.ModernHello()).Server(TlsMessages.ServerFlight13());
        ScriptedConnection plain = new ScriptedConnection(start: 1, clientPort: 50_001, serverPort: 3128).Client(Get).ServerFin();
        Assert.Empty(Judged.Faults(tunnel, plain));
    }

    [Theory]
    [InlineData("policy.example:4343", null)]
    [InlineData("other.example:4343", Severity.Fault)]
    [InlineData("policy.example:443", Severity.Fault)]
    [InlineData("10.9.9.9:4343", Severity.Note)]
    [InlineData("10.9.9.9:443", Severity.Fault)]
    public void A_tunnel_to_the_expected_server_is_traffic_of_it(string expected, Severity? severity)
    {
        Assert.True(ServerExpectation.TryParse(expected, out ServerExpectation server));
        ScriptedConnection tunnel = new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Opened)
            .Client(TlsMessages.ModernHello()).Server(TlsMessages.ServerFlight13());
        CaseRunner runner = CaseRunner.Frames(tunnel.Frames, new DiagnosisOptions { Inputs = [], Servers = [server] });
        Assert.Equal(severity is { } expectedSeverity ? [expectedSeverity] : [], runner.All([new NoTraffic()]).Select(finding => finding.Severity));
    }

    [Fact]
    public void A_proxy_that_gives_no_answer_is_named_as_what_was_done_instead()
    {
        Assert.True(ServerExpectation.TryParse("policy.example:4343", out ServerExpectation server));
        ScriptedConnection closed = new ScriptedConnection(serverPort: 3128).Client(Connect).ServerFin();
        Finding finding = Assert.Single(CaseRunner.Frames(closed.Frames, new DiagnosisOptions { Inputs = [], Servers = [server] }).All([new NoTraffic()]));
        Assert.Contains("the proxy 10.0.2.105:3128 was asked for policy.example:4343 and gave no answer", finding.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy.example:4343", true)]
    [InlineData("other.example:4343", false)]
    public void A_certificate_that_TLS_1_3_hides_inside_a_tunnel_is_said_not_to_have_been_checked(string expected, bool isSaid)
    {
        Assert.True(ServerExpectation.TryParse(expected, out ServerExpectation server));
        ScriptedConnection tunnel = new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Opened)
            .Client(TlsMessages.ModernHello()).Server(TlsMessages.ServerFlight13());
        DiagnosisOptions options = new() { Inputs = [], Servers = [server], ExpectIssuer = "Somebody Else" };
        IReadOnlyList<Finding> findings = CaseRunner.Frames(tunnel.Frames, options).All([new CertificateUnchecked()]);
        Assert.Equal(isSaid ? [Severity.Warning] : [], findings.Select(finding => finding.Severity));
    }

    [Fact]
    public void The_certificate_inside_a_tunnel_to_the_expected_server_is_checked()
    {
        Assert.True(ServerExpectation.TryParse("policy.example:4343", out ServerExpectation server));
        ScriptedConnection tunnel = new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Opened)
            .Client(TlsMessages.ModernHello()).Server(TlsMessages.ServerFlight12(TlsMessages.GoodDer()))
            .Client(TlsMessages.ClientFlight12()).Server(TlsMessages.ServerEnd12()).Client(TlsMessages.Data(100)).Server(TlsMessages.Data(100));
        DiagnosisOptions options = new() { Inputs = [], Servers = [server], ExpectIssuer = "Somebody Else" };
        Finding finding = Assert.Single(CaseRunner.Frames(tunnel.Frames, options).All([new Intercepted(refused: false)]));
        Assert.Equal((FindingCodes.TlsIntercepted, Confidence.Certain), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void A_server_error_that_passed_is_a_warning()
    {
        ScriptedConnection failed = new ScriptedConnection(serverPort: 8080).Client(Get).Server(Text("HTTP/1.1 503 Service Unavailable\r\n\r\n"));
        ScriptedConnection later = new ScriptedConnection(start: 1, clientPort: 50_001, serverPort: 8080).Client(Get).Server(Text("HTTP/1.1 200 OK\r\n\r\n"));
        Assert.Equal(Severity.Fault, Assert.Single(Judged.Faults(failed)).Severity);
        Assert.Equal(Severity.Warning, Assert.Single(Judged.Faults(failed, later)).Severity);
    }

    [Fact]
    public void Pages_not_found_are_nobodys_fault() =>
        Assert.Empty(Judged.Faults(new ScriptedConnection(serverPort: 8080).Client(Get).Server(Text("HTTP/1.1 404 Not Found\r\n\r\n"))));

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
