using System.Text;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Udp;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Tests.Judgement.Udp;

/// <summary>Made conversations at the edges of the rules: what just is, and just is not, a fault.</summary>
public sealed class UdpRuleTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";

    private readonly List<(double Second, byte[] Octets)> _frames = [];
    private ushort _identification = 1_000;

    [Theory]
    [InlineData("239.255.255.250", 1900)]
    [InlineData("224.0.0.251", 5353)]
    [InlineData("10.0.3.255", 9999)]
    [InlineData(Server, 514)]
    [InlineData(Server, 137)]
    [InlineData(Server, 53)]
    [InlineData(Server, 40_000)]
    public void Asks_no_answer_of_what_need_not_be_answered(string server, int port)
    {
        for (int i = 0; i < 5; i++)
        {
            Ask(i * 2, server, port, "the same words again");
        }

        Assert.Empty(All());
    }

    [Theory]
    [InlineData(6, 1, 1, true)]
    [InlineData(6, 1, 2, true)]
    [InlineData(5, 1, 1, false)]
    [InlineData(12, 30, 1, false)]
    [InlineData(6, 16, 0.5, false)]
    public void Takes_what_is_tried_again_on_any_port_for_a_likely_request(int times, double pause, double growth, bool isRequest)
    {
        double second = 0;
        for (int i = 0; i < times; i++)
        {
            Ask(second, Server, 33_000, "is anybody there?");
            second += pause;
            pause *= growth;
        }

        Assert.Equal(
            isRequest ? (Confidence.Likely, Severity.Fault) : default((Confidence, Severity)?),
            All().Where(finding => finding.Code == FindingCodes.RequestUnanswered).Select(finding => ((Confidence, Severity)?)(finding.Confidence, finding.Severity)).FirstOrDefault());
    }

    [Fact]
    public void Only_warns_of_what_is_tried_again_in_vain_where_TCP_reaches_the_same_server()
    {
        for (int i = 0; i < 6; i++)
        {
            Ask(i, Server, 443, "quic initial");
        }

        Add(0.2, PacketBuilder.Tcp(Client, 50_000, Server, 443, 0x02));
        Add(0.3, PacketBuilder.Tcp(Server, 443, Client, 50_000, 0x12, 900, 1));

        Assert.All(All(), finding => Assert.Equal(Severity.Warning, finding.Severity));
        Assert.NotEmpty(All());
    }

    [Fact]
    public void Names_the_router_at_which_requests_run_out_of_hops()
    {
        byte[] sent = PacketBuilder.Udp(Client, 51_000, Server, 7000, Encoding.ASCII.GetBytes("the question"));
        Add(0, sent);
        Add(0.1, PacketBuilder.Icmp("10.0.3.1", Client, 11, 0, 0, sent));

        Finding finding = Assert.Single(All());
        Assert.Equal((FindingCodes.IcmpRejected, "10.0.3.1"), (finding.Code, finding.Facts["from"]));
        Assert.Contains("routing loop", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Asks_no_answer_to_keep_alives()
    {
        for (int i = 0; i < 8; i++)
        {
            Ask(i * 20, Server, 4500, "\u007f");
        }

        Assert.Empty(All());
    }

    [Fact]
    public void Takes_a_stream_of_equal_reports_for_no_request()
    {
        Ask(0, Server, 7000, "hello, who is there?");
        Answer(0.1, 7000);
        for (int i = 1; i < 40; i++)
        {
            Ask(i, Server, 7000, "still here, still here");
        }

        Assert.Empty(All());
    }

    [Fact]
    public void Knows_a_server_that_answered_before_and_falls_silent()
    {
        Ask(0, Server, 7000, "first question");
        Answer(0.1, 7000);
        Ask(1, Server, 7000, "second question");
        Ask(6, Server, 7000, "second question");
        Ask(11, Server, 7000, "second question");

        Finding symptom = All()[0];
        Assert.Equal((FindingCodes.RequestUnanswered, Confidence.Certain), (symptom.Code, symptom.Confidence));
        Assert.Equal((3, 5.0), (symptom.Facts["sent"], symptom.Facts["spacingSeconds"]));
    }

    [Fact]
    public void Counts_retries_that_were_answered_in_the_end_as_healthy()
    {
        Ask(0, Server, 1812, "an access request");
        Ask(3, Server, 1812, "an access request");
        Answer(3.1, 1812);

        Assert.Empty(All());
    }

    [Fact]
    public void Keeps_a_failure_in_mind_after_the_client_asked_something_else_with_success()
    {
        AskInVain(4);
        Ask(60, Server, 7000, "another question");
        Answer(60.1, 7000);

        Finding symptom = All()[0];
        Assert.Equal((FindingCodes.RequestUnanswered, 4), (symptom.Code, symptom.Facts["sent"]));
        Assert.Contains("Later the client asked something else", symptom.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_a_failure_in_mind_after_the_same_worked_in_a_later_exchange()
    {
        AskInVain(3);
        Ask(60, Server, 7000, "another question");
        Answer(60.1, 7000);
        Ask(61, Server, 7000, "the question");
        Answer(61.1, 7000);

        Assert.Equal(3, All()[0].Facts["sent"]);
    }

    [Theory]
    [InlineData(6)]
    [InlineData(14)]
    public void Lets_a_late_reply_answer_what_was_asked_side_by_side(double other)
    {
        AskInVain(2);
        Ask(other, Server, 7000, "another question");
        Answer(other + 0.1, 7000);
        Answer(20, 7000);

        Assert.Empty(All());
    }

    [Fact]
    public void Raises_nothing_when_HTTP3_is_rejected_and_TCP_works()
    {
        byte[] sent = PacketBuilder.Udp(Client, 51_000, Server, 443, Encoding.ASCII.GetBytes("quic initial"), ttl: 63);
        Add(0, sent);
        Add(0.1, PacketBuilder.Icmp("10.0.3.1", Client, 3, 13, 0, sent));
        Add(0.2, PacketBuilder.Tcp(Client, 50_000, Server, 443, 0x02));
        Add(0.3, PacketBuilder.Tcp(Server, 443, Client, 50_000, 0x12, 900, 1));

        Assert.Empty(All());
    }

    [Fact]
    public void Raises_nothing_about_a_trace_of_the_route()
    {
        for (int i = 0; i < 3; i++)
        {
            byte[] probe = PacketBuilder.Udp(Client, 51_000, Server, 33_440, new byte[32]);
            Add(i, probe);
            Add(i + 0.1, PacketBuilder.Icmp(Server, Client, 3, 3, 0, probe));
        }

        Assert.Empty(All());
    }

    [Fact]
    public void Is_sure_of_lost_fragments_where_the_capture_shows_those_of_others()
    {
        LoseSecondFragments(3);
        foreach (byte[] piece in PacketBuilder.Fragment(PacketBuilder.Udp("10.0.3.60", 40_000, Server, 7000, new byte[2_000], identification: 9), 1_500))
        {
            Add(20, piece);
        }

        Finding finding = Assert.Single(All());
        Assert.Equal((FindingCodes.IpFragmentsLost, Confidence.Certain, 3), (finding.Code, finding.Confidence, finding.Count));
        Assert.Equal("all-but-first", finding.Facts["lost"]);
    }

    [Fact]
    public void Is_less_sure_where_no_later_fragment_of_anybody_was_captured()
    {
        LoseSecondFragments(3);

        Assert.Equal([(FindingCodes.IpFragmentsLost, Confidence.Likely)], All().Select(finding => (finding.Code, finding.Confidence)));
    }

    [Fact]
    public void Names_lost_fragments_as_one_possible_cause_where_the_filter_hides_them()
    {
        LoseSecondFragments(3);
        CaseRunner runner = CaseRunner.Frames(_frames);
        runner.Context.Source.Interfaces = [new CaptureInterface { Link = LinkType.Ethernet, Filter = "udp port 9029" }];

        Assert.Equal(
            [
                (FindingCodes.RequestUnanswered, Confidence.Certain),
                (FindingCodes.IpFragmentsLost, Confidence.Possible),
                (FindingCodes.ServerSilent, Confidence.Possible),
            ],
            runner.First(UdpRules.Faults).Select(finding => (finding.Code, finding.Confidence)));
    }

    [Fact]
    public void Names_the_port_that_was_asked_where_only_replies_were_captured()
    {
        Finding lost = Assert.Single(
            CaseRunner.OneDirection("story-b-server.pcap", Server).First(UdpRules.Faults), finding => finding.Code == FindingCodes.IpFragmentsLost);

        Assert.Contains("10.0.2.105:9029", lost.Title, StringComparison.Ordinal);
        Assert.DoesNotContain("All fragments pass", lost.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Does_not_miss_the_rest_of_a_datagram_at_the_end_of_the_capture()
    {
        LoseSecondFragments(1);

        Assert.Empty(All());
    }

    [Fact]
    public void Warns_only_when_the_exchange_went_on()
    {
        LoseSecondFragments(2);
        Add(10, PacketBuilder.Udp(Server, 9029, Client, 51_000, [1, 2, 3]));
        foreach (byte[] piece in PacketBuilder.Fragment(PacketBuilder.Udp("10.0.3.60", 40_000, Server, 7000, new byte[2_000], identification: 9), 1_500))
        {
            Add(20, piece);
        }

        CaseRunner runner = CaseRunner.Frames(_frames);
        Assert.Empty(runner.First(UdpRules.Faults));
        Assert.Equal(Severity.Warning, Assert.Single(runner.All(UdpRules.Warnings)).Severity);
    }

    [Fact]
    public void A_smaller_question_that_passes_later_does_not_undo_the_loss()
    {
        LoseSecondFragments(3);
        ShowFragmentsOfOthers();
        Ask(30, Server, 9029, "something smaller");
        Answer(30.1, 9029);

        Finding finding = Assert.Single(Run(out CaseRunner runner));
        Assert.Equal((FindingCodes.IpFragmentsLost, Severity.Fault), (finding.Code, finding.Severity));
        Assert.Empty(runner.All(UdpRules.Warnings));
    }

    [Fact]
    public void The_same_report_that_passes_whole_later_makes_the_loss_a_warning()
    {
        LoseSecondFragments(3);
        ShowFragmentsOfOthers();
        foreach (byte[] piece in PacketBuilder.Fragment(PacketBuilder.Udp(Client, 51_000, Server, 9029, new byte[2_000], identification: 99), 1_500))
        {
            Add(30, piece);
        }

        Answer(30.1, 9029);
        Ask(40, Server, 9029, "something smaller");
        Answer(40.1, 9029);

        Assert.Empty(Run(out CaseRunner runner));
        Assert.Equal(Severity.Warning, Assert.Single(runner.All(UdpRules.Warnings)).Severity);
    }

    [Fact]
    public void A_report_whose_rest_the_capture_hides_is_answered_although_smaller_ones_follow()
    {
        Ask(0, Server, 9029, "something smaller");
        Answer(0.1, 9029);
        Add(1, PacketBuilder.Fragment(PacketBuilder.Udp(Client, 51_000, Server, 9029, new byte[2_000], identification: 99), 1_500)[0]);
        Answer(1.1, 9029);
        Ask(10, Server, 9029, "something else, smaller");
        Answer(10.1, 9029);

        Assert.Empty(Run(out _));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void What_the_receiver_missed_is_a_fault_unless_it_was_sent_again_and_answered(bool isSentAgain, bool isFault)
    {
        SendInPieces(0, identification: 77);
        if (isSentAgain)
        {
            SendInPieces(3, identification: 78);
            Answer(3.1, 9029);
        }

        Add(30, PacketBuilder.Icmp(Server, Client, 11, 1, 0, PacketBuilder.Fragment(Report(77), 1_500)[0]));
        if (!isSentAgain)
        {
            Ask(40, Server, 9029, "something smaller");
            Answer(40.1, 9029);
        }

        Assert.Equal(isFault ? [FindingCodes.IpFragmentsLost] : [], Run(out CaseRunner runner).Select(finding => finding.Code));
        Assert.Equal(isFault ? [] : [Severity.Warning], runner.All(UdpRules.Warnings).Select(finding => finding.Severity));
    }

    private static byte[] Report(ushort identification) => PacketBuilder.Udp(Client, 51_000, Server, 9029, new byte[2_000], identification: identification);

    private void SendInPieces(double second, ushort identification)
    {
        foreach (byte[] piece in PacketBuilder.Fragment(Report(identification), 1_500))
        {
            Add(second, piece);
        }
    }

    private IReadOnlyList<Finding> Run(out CaseRunner runner)
    {
        runner = CaseRunner.Frames(_frames);
        return runner.First(UdpRules.Faults);
    }

    private void ShowFragmentsOfOthers()
    {
        foreach (byte[] piece in PacketBuilder.Fragment(PacketBuilder.Udp("10.0.3.60", 40_000, Server, 7000, new byte[2_000], identification: 9), 1_500))
        {
            Add(20, piece);
        }
    }

    private void LoseSecondFragments(int datagrams)
    {
        for (int i = 0; i < datagrams; i++)
        {
            byte[] whole = PacketBuilder.Udp(Client, 51_000, Server, 9029, new byte[2_000], identification: _identification++);
            Add(i * 3, PacketBuilder.Fragment(whole, 1_500)[0]);
        }

        if (datagrams > 1)
        {
            Add(datagrams * 3, PacketBuilder.Udp("10.0.3.60", 40_000, Server, 7000, [1]));
        }
    }

    private void AskInVain(int times)
    {
        for (int i = 0; i < times; i++)
        {
            Ask(i * 5, Server, 7000, "the question");
        }
    }

    private void Ask(double second, string server, int port, string words) =>
        Add(second, PacketBuilder.Udp(Client, 51_000, server, port, Encoding.ASCII.GetBytes(words), identification: _identification++));

    private void Answer(double second, int port) => Add(second, PacketBuilder.Udp(Server, port, Client, 51_000, [1, 2, 3, 4]));

    private void Add(double second, byte[] packet) => _frames.Add((second, PacketBuilder.Ethernet(packet)));

    private IReadOnlyList<Finding> All() => CaseRunner.Frames(_frames).First(UdpRules.Faults);
}
