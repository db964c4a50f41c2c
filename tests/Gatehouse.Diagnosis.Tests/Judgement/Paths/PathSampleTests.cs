using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Judgement.Tls;
using Gatehouse.Diagnosis.Tests.Paths;

namespace Gatehouse.Diagnosis.Tests.Judgement.Paths;

/// <summary>Samples recorded at several points at a time, judged together.</summary>
public sealed class PathSampleTests
{
    private const string ToServer = "client > server";
    private const string ToClient = "server > client";
    private const int Many = 10;

    [Theory]
    [InlineData("story-b", FindingCodes.IpFragmentsLost, Confidence.Certain, ToServer, "all-but-first")]
    [InlineData("story-b-ipv6", FindingCodes.IpFragmentsLost, Confidence.Certain, ToServer, "all-but-first")]
    [InlineData("story-b-all-lost", FindingCodes.IpFragmentsLost, Confidence.Likely, ToServer, "all")]
    [InlineData("radius-eap-tls-fragments-lost", FindingCodes.IpFragmentsLost, Confidence.Likely, ToServer, "all-but-first")]
    [InlineData("ping-fragments-lost", FindingCodes.IpFragmentsLost, Confidence.Certain, ToServer, "all-but-first")]
    [InlineData("tcp-no-answer", FindingCodes.TcpNoAnswer, Confidence.Likely, ToServer, "syn")]
    [InlineData("syn-ack-lost", FindingCodes.TcpNoAnswer, Confidence.Certain, ToClient, "syn-ack")]
    [InlineData("request-lost", FindingCodes.RequestLost, Confidence.Likely, ToServer, null)]
    [InlineData("tcp-reset-injected", FindingCodes.TcpResetInjected, Confidence.Certain, ToClient, null)]
    [InlineData("path-mtu-black-hole", FindingCodes.PathMtuBlackHole, Confidence.Certain, ToClient, null)]
    public void Two_ends_place_the_fault_between_them(string sample, string code, Confidence confidence, string way, string? lost)
    {
        Report report = Pair(sample);

        Assert.Equal((code, confidence), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Equal(way, $"{report.Verdict.Where?.After} > {report.Verdict.Where?.Before}");
        Assert.Equal(way == ToServer ? "to-server" : "to-client", report.Verdict.Where!.Direction);
        Assert.Equal(["client", "server"], report.Path);
        if (lost is not null)
        {
            Assert.Equal(lost, report.Findings[0].Facts["lost"]);
        }
    }

    [Fact]
    public void A_server_that_got_the_request_and_says_nothing_is_itself_the_cause()
    {
        Report report = Pair("server-silent");

        Assert.Equal((FindingCodes.ServerSilent, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Equal("server", report.Verdict.Where?.At);
        Assert.Equal((4, 2656), (report.Findings[0].Facts["sent"], report.Findings[0].Facts["payloadBytes"]));
        Assert.DoesNotContain(report.Findings, finding => finding.Code == FindingCodes.IpFragmentsLost);
    }

    [Theory]
    [InlineData("story-b")]
    [InlineData("server-silent")]
    [InlineData("tcp-reset-injected")]
    [InlineData("syn-ack-lost")]
    [InlineData("path-mtu-black-hole")]
    public void One_conversation_seen_twice_is_one_conversation_with_one_fault(string sample)
    {
        Report report = Pair(sample);

        Assert.Equal(new ConversationCounts(1, 0, 1), report.Conversations);
        Assert.Single(report.Findings, finding => finding.Severity == Severity.Fault);
    }

    [Fact]
    public void Four_vantage_points_name_the_device_that_drops_the_fragments()
    {
        Report report = Recording.Diagnose(
            ("client", Recording.Of("story-b-client.pcap")),
            ("r1-in", Recording.Of("story-b-r1-in.pcap")),
            ("r1-out", Recording.Of("story-b-r1-out.pcap")),
            ("server", Recording.Of("story-b-server.pcap")));

        Finding finding = report.Findings[0];
        Assert.Equal(new Location("r1-in", "r1-out", "to-server", null), report.Verdict.Where);
        Assert.Equal((4, 2656, 8, 4), (finding.Facts["datagrams"], finding.Facts["payloadBytes"], finding.Facts["fragmentsSent"], finding.Facts["fragmentsArrived"]));
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10], Assert.Single(finding.Evidence, evidence => evidence.Source == "client").Frames);
        Assert.Equal([3, 4, 5, 6], Assert.Single(finding.Evidence, evidence => evidence.Source == "server").Frames);
        Assert.Contains("ip.id == 0x9918", finding.Evidence[0].Filter, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("story-b-healthy.pcap")]
    [InlineData("noise-healthy.pcapng")]
    [InlineData("tls12-healthy.pcap")]
    [InlineData("radius-eap-tls-healthy.pcap")]
    [InlineData("path-mtu-discovered.pcap")]
    public void Healthy_traffic_seen_twice_raises_no_fault(string sample)
    {
        Report report = Recording.Diagnose(("a", Recording.Of(sample)), ("b", Recording.Of(sample).Clock(0.001)));

        Assert.Equal(FindingCodes.Healthy, report.Verdict.Code);
        Assert.DoesNotContain(report.Findings, finding => finding.Code is FindingCodes.PacketLoss or FindingCodes.IpFragmentsLost);
    }

    [Fact]
    public void What_is_remarked_of_many_connections_makes_one_fault_no_more_than_one()
    {
        Report report = Recording.Diagnose(("client", Recording.Made(Frames(isReset: true))), ("server", Recording.Made(Frames(isReset: false)).Clock(0.0002)));

        Assert.Equal(new ConversationCounts(Many, Many - 1, 1), report.Conversations);
        Assert.Equal(Many, Assert.Single(report.Findings, finding => finding.Code == FindingCodes.TlsDowngraded).Count);
    }

    /// <summary>Connections one after the other to a server without TLS 1.3; somebody may put a RST into the first.</summary>
    private static IEnumerable<(double Second, byte[] Octets)> Frames(bool isReset)
    {
        for (int i = 0; i < Many; i++)
        {
            ScriptedConnection connection = new ScriptedConnection(start: i, clientPort: 50_000 + i)
                .Client(TlsMessages.ModernHello())
                .Server(TlsMessages.ServerFlight12(TlsMessages.GoodDer()))
                .Client(TlsMessages.ClientFlight12())
                .Server(TlsMessages.ServerEnd12())
                .Client(TlsMessages.Data(200 + i));
            if (isReset && i == 0)
            {
                connection.ServerTtl = 33;
                connection.ServerReset();
                connection.ServerTtl = 64;
            }

            connection.Server(TlsMessages.Data(900 + i)).ClientFin().ServerFin();
            foreach ((double Second, byte[] Octets) frame in connection.Frames)
            {
                yield return frame;
            }
        }
    }

    private static Report Pair(string sample) => Recording.Diagnose(
        ("client", Recording.Of($"{sample}-client.pcap")), ("server", Recording.Of($"{sample}-server.pcap")));
}
