using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Http;

public sealed class HttpRuleTests
{
    private static readonly byte[] Get = Text("GET /agent/status HTTP/1.1\r\nHost: policy.example\r\n\r\n");
    private static readonly byte[] Connect = Text("CONNECT policy.example:4343 HTTP/1.1\r\nHost: policy.example:4343\r\n\r\n");

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

    [Fact]
    public void TLS_inside_a_tunnel_is_judged_like_any_other()
    {
        Finding finding = Assert.Single(Judged.Faults(new ScriptedConnection(serverPort: 3128).Client(Connect).Server(Text("HTTP/1.1 200 OK\r\n\r\n"))
            .Client(TlsMessages.ModernHello()).Server(TlsMessages.Alert(70)).ServerFin()));
        Assert.Equal((FindingCodes.TlsVersionMismatch, Confidence.Certain), (finding.Code, finding.Confidence));
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
