using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Http;
using Gatehouse.Diagnosis.Tests.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Http;

public sealed class HttpUnansweredTests
{
    private static readonly byte[] Get = Encoding.ASCII.GetBytes("GET /agent/status HTTP/1.1\r\nHost: policy.example\r\n\r\n");
    private static readonly byte[] Cut = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789");
    private static readonly byte[] Whole = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789");

    [Fact]
    public void A_server_that_closes_without_an_answer_is_likely_at_fault_or_expects_TLS()
    {
        IReadOnlyList<Finding> findings = Judge(Asked().ServerFin());

        Assert.Equal([(FindingCodes.RequestUnanswered, Confidence.Likely), (FindingCodes.HttpOnTlsPort, Confidence.Possible)], findings.Select(finding => (finding.Code, finding.Confidence)));
        Assert.Equal("server", findings[0].Facts["endedBy"]);
        Assert.Equal([FindingCodes.HttpOnTlsPort], findings[0].Rivals);
        Assert.Equal([FindingCodes.RequestUnanswered], findings[1].Rivals);
    }

    [Fact]
    public void A_client_that_waited_and_left_was_not_answered()
    {
        Finding finding = Assert.Single(Judge(Asked().Wait(3).ClientFin().ServerFin()));

        Assert.Equal((FindingCodes.RequestUnanswered, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal("client", finding.Facts["endedBy"]);
        Assert.Equal(3.0, (double)finding.Facts["waitedSeconds"], 1);
    }

    [Fact]
    public void A_client_that_leaves_at_once_did_not_want_the_answer() => Assert.Empty(Judge(Asked().Wait(0.5).ClientFin().ServerFin()));

    [Fact]
    public void An_answer_that_ends_before_its_length_is_cut_short()
    {
        Finding finding = Assert.Single(Judge(Asked().Server(Cut).ServerFin().ClientFin()));

        Assert.Equal((FindingCodes.RequestUnanswered, Confidence.Likely), (finding.Code, finding.Confidence));
        Assert.Equal((90L, "server"), (Convert.ToInt64(finding.Facts["missingBytes"], null), finding.Facts["endedBy"]));
    }

    [Theory]
    [InlineData(6, 1)]
    [InlineData(2, 0)]
    public void A_client_that_leaves_within_an_answer_gave_up_only_after_a_long_silence(double seconds, int findings) =>
        Assert.Equal(findings, Judge(Asked().Server(Cut).Wait(seconds).ClientFin().ServerFin()).Count);

    [Fact]
    public void A_whole_answer_is_none() => Assert.Empty(Judge(Asked().Server(Whole).Wait(9).ServerFin().ClientFin()));

    [Fact]
    public void A_connection_that_is_still_open_is_not_judged() => Assert.Empty(Judge(Asked().Wait(9)));

    [Fact]
    public void A_connection_without_a_request_is_none() => Assert.Empty(Judge(new ScriptedConnection(serverPort: 7000).Wait(9).ServerFin().ClientFin()));

    [Fact]
    public void A_proxy_that_opens_no_tunnel_is_another_rules_matter() =>
        Assert.Empty(Judge(new ScriptedConnection(serverPort: 3128).Client(Encoding.ASCII.GetBytes("CONNECT policy.example:4343 HTTP/1.1\r\n\r\n")).ServerFin().ClientFin()));

    private static ScriptedConnection Asked() => new ScriptedConnection(serverPort: 7000).Client(Get);

    private static IReadOnlyList<Finding> Judge(ScriptedConnection connection) => Judged.Run(connection).All([new HttpUnanswered()]);
}
