using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Judgement.Tcp;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tcp;

/// <summary>Made connections at the edges of the rules: what just is, and just is not, a fault.</summary>
public sealed class TcpRuleTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";
    private const byte Fin = 0x01;
    private const byte Syn = 0x02;
    private const byte Rst = 0x04;
    private const byte Ack = 0x10;

    private readonly List<(double Second, byte[] Octets)> _frames = [];
    private ushort _identification = 1_000;

    [Fact]
    public void Waits_long_enough_before_a_single_SYN_counts_as_unanswered()
    {
        FromClient(0, Syn, 0);
        Other(2);
        Assert.Empty(Codes());

        Other(6);
        Assert.Equal([FindingCodes.TcpNoAnswer], Codes());
    }

    [Theory]
    [InlineData("10.0.3.50", "10.0.2.105", "10.0.3.1", 11, 0)]
    [InlineData("2001:db8::50", "2001:db8:1::105", "2001:db8::1", 3, 0)]
    public void Names_the_router_at_which_packets_run_out_of_hops(string client, string server, string router, byte type, byte code)
    {
        byte[] syn = PacketBuilder.Tcp(client, 50_000, server, 8080, Syn, 0, identification: 1);
        Add(0, syn);
        Add(0.01, PacketBuilder.Icmp(router, client, type, code, 0, syn));
        Add(1, PacketBuilder.Tcp(client, 50_000, server, 8080, Syn, 0, identification: 2));
        Add(1.01, PacketBuilder.Icmp(router, client, type, code, 0, syn));

        Finding finding = Assert.Single(Judge());

        Assert.Equal((FindingCodes.IcmpRejected, router), (finding.Code, finding.Facts["from"]));
        Assert.Contains("routing loop", finding.Explanation, StringComparison.Ordinal);
        Assert.Equal([2, 4], finding.Evidence[0].Frames);
    }

    [Fact]
    public void Does_not_take_a_trace_of_the_route_for_a_loop()
    {
        byte[] syn = PacketBuilder.Tcp(Client, 50_000, Server, 8080, Syn, 0, ttl: 2);
        Add(0, syn);
        Add(0.01, PacketBuilder.Icmp("10.0.3.1", Client, 11, 0, 0, syn));
        Other(1);

        Assert.Empty(Codes());
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(20, true)]
    public void Knows_a_SYN_that_goes_in_a_circle(int passes, bool isLoop)
    {
        for (int i = 0; i < passes; i++)
        {
            Add(i * 0.001, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Syn, 0, ttl: (byte)(62 - i), identification: 7));
        }

        Assert.Equal(isLoop ? [(FindingCodes.TcpNoAnswer, Confidence.Likely, passes)] : [], Judge().Select(finding => (finding.Code, finding.Confidence, finding.Facts["passes"])));
    }

    [Fact]
    public void Says_how_long_data_went_unacknowledged()
    {
        Open(0);
        FromClient(1, Ack, 1, 901, 400);
        FromClient(3, Ack, 1, 901, 400);
        FromClient(20, Ack, 1, 901, 400);

        Assert.Equal(19.0, Assert.Single(Judge(), finding => finding.Code == FindingCodes.RequestUnanswered).Facts["waitedSeconds"]);
    }

    [Fact]
    public void Takes_a_SYN_captured_twice_for_one()
    {
        FromClient(0, Syn, 0);
        FromClient(0.0001, Syn, 0);
        Other(1);

        Assert.Empty(Codes());
    }

    [Fact]
    public void Raises_nothing_about_a_scan_for_open_ports()
    {
        for (int port = 1; port <= 40; port++)
        {
            Add(port * 0.1, PacketBuilder.Tcp(Client, 40_000 + port, Server, port, Syn, 5));
            if (port % 2 == 0)
            {
                Add((port * 0.1) + 0.01, PacketBuilder.Tcp(Server, port, Client, 40_000 + port, Rst | Ack, 0, 6));
            }
        }

        Other(30);
        Assert.Empty(Codes());
    }

    [Fact]
    public void Says_that_a_server_which_refuses_had_accepted_before()
    {
        Open(0);
        Data(0.1, "ping");
        Add(1, PacketBuilder.Tcp(Client, 50_001, Server, 8080, Syn, 5));
        Add(1.1, PacketBuilder.Tcp(Server, 8080, Client, 50_001, Rst | Ack, 0, 6));

        Finding finding = Assert.Single(Judge());
        Assert.Equal(FindingCodes.TcpRefused, finding.Code);
        Assert.Contains("accepted 1 of 2", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Knows_by_its_time_to_live_a_firewall_that_refuses_in_the_servers_name()
    {
        Open(0, serverTtl: 55);
        Add(1, PacketBuilder.Tcp(Client, 50_001, Server, 8081, Syn, 5));
        Add(1.1, PacketBuilder.Tcp(Server, 8081, Client, 50_001, Rst | Ack, 0, 6, ttl: 63));

        Finding finding = Assert.Single(Judge(), finding => finding.Code == FindingCodes.TcpRefused);
        Assert.Equal("middlebox", finding.Facts["refusedBy"]);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(255)]
    [InlineData(128)]
    public void Does_not_call_a_reset_forged_for_another_initial_time_to_live_alone(byte ttl)
    {
        Open(0, serverTtl: 64);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Add(0.2, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 901, 19, ttl: ttl));

        Assert.Equal([FindingCodes.TcpReset], Codes());
    }

    [Fact]
    public void Names_a_reset_that_has_come_from_elsewhere_as_possibly_forged_beside_the_reset()
    {
        Open(0, serverTtl: 55);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Add(0.2, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 901, 19, ttl: 63));

        Assert.Equal(
            [(FindingCodes.TcpReset, Confidence.Certain), (FindingCodes.TcpResetInjected, Confidence.Possible)],
            Judge().Select(finding => (finding.Code, finding.Confidence)));
    }

    [Fact]
    public void Calls_a_reset_forged_that_has_come_from_elsewhere_and_does_not_stop_its_sender()
    {
        Open(0, serverTtl: 55);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Add(0.2, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 901, 19, ttl: 63));
        Add(0.3, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 19, "HTTP/1.1 200 OK\r\n\r\n"u8, ttl: 55));

        Finding finding = Assert.Single(Judge());
        Assert.Equal(FindingCodes.TcpResetInjected, finding.Code);
        Assert.True(finding.Confidence >= Confidence.Likely);
    }

    [Fact]
    public void Takes_a_reset_ahead_of_what_was_captured_for_the_servers_own_when_nothing_else_speaks_against_it()
    {
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Reply(0.2, "HTTP/1.1 200 OK\r\n\r\n");
        Add(0.3, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 2_920, 19));

        Assert.DoesNotContain(FindingCodes.TcpResetInjected, Codes());
    }

    [Fact]
    public void Folds_a_sweep_over_many_hosts_into_one_note()
    {
        for (int host = 1; host <= 200; host++)
        {
            Add(host * 0.01, PacketBuilder.Tcp(Client, 40_000 + host, $"10.0.5.{host}", 445, Syn, 5));
            Add((host * 0.01) + 1, PacketBuilder.Tcp(Client, 40_000 + host, $"10.0.5.{host}", 445, Syn, 5));
        }

        Other(30);
        Assert.Empty(Codes());
        Finding note = Assert.Single(CaseRunner.Frames(_frames).All([new Scan()]));
        Assert.Equal((Severity.Note, 200, 1), (note.Severity, note.Facts["hosts"], note.Facts["ports"]));
    }

    [Fact]
    public void Counts_failures_at_hosts_all_over_the_world_as_faults()
    {
        for (int host = 1; host <= 30; host++)
        {
            Add(host * 0.01, PacketBuilder.Tcp(Client, 40_000 + host, $"198.51.{host}.7", 443, Syn, 5));
            Add((host * 0.01) + 1, PacketBuilder.Tcp(Client, 40_000 + host, $"198.51.{host}.7", 443, Syn, 5));
        }

        Other(30);
        Assert.Equal(30, Codes().Count(code => code == FindingCodes.TcpNoAnswer));
    }

    [Fact]
    public void Raises_nothing_when_a_client_aborts_or_resets_behind_its_FIN()
    {
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Reply(0.2, "HTTP/1.1 200 OK\r\n\r\n");
        FromClient(0.3, Fin | Ack, 19, 920);
        Reply(0.4, "more", 920);
        FromClient(0.5, Rst, 20);

        Assert.Empty(Codes());
    }

    [Fact]
    public void Raises_nothing_when_a_server_resets_an_idle_connection()
    {
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Reply(0.2, "HTTP/1.1 200 OK\r\n\r\n");
        Add(60, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 920, 19));

        Assert.Empty(Codes());
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole", false)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n5\r\nwhole\r\n0\r\n\r\n", false)]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", false)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\npart", true)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole and more", true)]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwhole\r\n", true)]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nuntil the end", true)]
    public void Calls_an_answer_cut_short_by_a_reset_only_when_it_is_not_complete(string answer, bool isCutShort)
    {
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        int head = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Reply(0.2, answer[..head]);
        Reply(0.201, answer[head..], 901 + (uint)head);
        Add(0.22, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 901 + (uint)answer.Length, 19));

        Assert.Equal(isCutShort ? [FindingCodes.TcpReset] : [], Codes());
    }

    [Theory]
    [InlineData(0.00002, "came from the server at once after")]
    [InlineData(0.015, "came from the server 15 ms after")]
    [InlineData(2.5, "came from the server 2.5 s after")]
    public void Says_how_soon_a_reset_came(double later, string expected)
    {
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Reply(0.2, "HTTP/1.1 200 OK\r\n\r\n");
        Add(0.2 + later, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 920, 19));

        Assert.Contains(expected, Assert.Single(Judge()).Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n", false)]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\n", true)]
    public void Asks_no_answer_to_what_is_said_after_a_change_of_protocols(string answer, bool isUnanswered)
    {
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Reply(0.2, answer);
        uint next = 901 + (uint)answer.Length;
        FromClient(1, Ack, 19, next, 6);
        Add(1.1, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, next, 25));
        FromClient(20, Fin | Ack, 25, next);

        Assert.Equal(isUnanswered, Codes().Contains(FindingCodes.RequestUnanswered));
    }

    [Theory]
    [InlineData("rest of the body", false)]
    [InlineData("GET /2 HTTP/1.1\r\n\r\n", true)]
    public void Asks_no_second_answer_to_a_body_that_goes_on_behind_the_answer(string later, bool isUnanswered)
    {
        const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        uint next = 901 + (uint)Answer.Length;
        uint end = 19 + (uint)later.Length;
        Open(0);
        Data(0.1, "PUT / HTTP/1.1\r\n\r\n");
        Reply(0.2, Answer);
        Add(1, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 19, next, System.Text.Encoding.ASCII.GetBytes(later)));
        Add(1.1, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, next, end));
        FromClient(20, Fin | Ack, end, next);

        Assert.Equal(isUnanswered, Codes().Contains(FindingCodes.RequestUnanswered));
    }

    [Fact]
    public void Expects_no_body_when_the_head_was_asked_for()
    {
        const string Answer = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n";
        Open(0);
        Data(0.1, "HEAD / HTTP/1.1\r\n\r");
        Reply(0.2, Answer);
        Add(0.22, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Rst | Ack, 901 + (uint)Answer.Length, 19));

        Assert.Empty(Codes());
    }

    [Fact]
    public void Follows_no_HTTP_behind_a_change_of_protocols()
    {
        const string Upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n\r\n";
        Open(0);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Reply(0.2, Upgrade);
        Reply(0.3, "HTTP/1.1 503 Service Unavailable\r\n\r\n", 901 + (uint)Upgrade.Length);

        Assert.Equal((101, 0), (Assert.Single(CaseRunner.Frames(_frames).Tcp).Http!.Status, CaseRunner.Frames(_frames).Tcp[0].Http!.ErrorStatus));
    }

    [Fact]
    public void Names_the_symptom_when_a_delivered_request_is_not_answered_and_the_cause_as_possible()
    {
        Open(0, serverTtl: 63);
        Data(0.1, "GET / HTTP/1.1\r\n\r\n");
        Add(0.2, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 19, ttl: 63));
        FromClient(10, Fin | Ack, 19);

        Assert.Equal(
            [(FindingCodes.RequestUnanswered, Confidence.Certain), (FindingCodes.ServerSilent, Confidence.Possible)],
            Judge().Select(finding => (finding.Code, finding.Confidence)));
    }

    [Fact]
    public void Calls_the_server_silent_when_captured_at_the_server()
    {
        Open(0, clientTtl: 60, serverTtl: 64);
        Add(0.1, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 1, 901, "GET / HTTP/1.1\r\n\r\n"u8, ttl: 60));
        Add(0.2, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 19));
        Add(10, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Fin | Ack, 19, 901, ttl: 60));

        Assert.Contains(Judge(), finding => finding is { Code: FindingCodes.ServerSilent, Confidence: Confidence.Likely });
    }

    [Fact]
    public void Asks_no_answer_to_a_log_that_is_sent_one_way()
    {
        Open(0);
        Data(0.1, "<13>a line of a log");
        Add(0.2, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 20));
        FromClient(60, Fin | Ack, 20);

        Assert.Empty(Codes());
    }

    [Fact]
    public void Does_not_take_loss_of_small_segments_for_a_small_path()
    {
        Open(0);
        for (int i = 0; i < 6; i++)
        {
            FromClient(1 + i, Ack, 1, 901, 400);
        }

        Add(8, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1));

        Assert.DoesNotContain(FindingCodes.PathMtuBlackHole, Codes());
        Assert.Contains(FindingCodes.RequestUnanswered, Codes());
    }

    [Fact]
    public void Does_not_take_loss_for_a_small_path_where_as_large_a_segment_passed()
    {
        Open(0);
        FromClient(0.5, Ack, 1, 901, 1_460);
        Add(0.6, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_461));
        for (int i = 0; i < 6; i++)
        {
            FromClient(1 + i, Ack, 1_461, 901, 1_460);
        }

        Add(8, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_461));

        Assert.DoesNotContain(FindingCodes.PathMtuBlackHole, Codes());
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(8, true)]
    public void Gives_a_closed_window_some_seconds(double until, bool isFault)
    {
        Open(0);
        FromClient(0.5, Ack, 1, 901, 1_000);
        Add(0.6, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_001, window: 0));
        Add(0.6 + until, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_001, window: 0));

        Assert.Equal(isFault, Codes().Contains(FindingCodes.TcpZeroWindow));
    }

    [Fact]
    public void Raises_nothing_when_the_window_opens_again()
    {
        Open(0);
        FromClient(0.5, Ack, 1, 901, 1_000);
        Add(0.6, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_001, window: 0));
        Add(9, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_001, window: 500));
        Add(20, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, 901, 1_001, window: 500));

        Assert.Empty(Codes());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Knows_that_an_ICMP_error_is_soft_while_the_server_goes_on(bool goesOn)
    {
        Open(0);
        byte[] sent = PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 1, 901, "GET / HTTP/1.1\r\n\r\n"u8, ttl: 63);
        Add(0.1, sent);
        Add(0.2, PacketBuilder.Icmp("10.0.3.1", Client, 3, 1, 0, sent));
        if (goesOn)
        {
            Reply(0.3, "HTTP/1.1 200 OK\r\n\r\n");
        }

        Assert.Equal(goesOn ? [] : [FindingCodes.IcmpRejected], Codes());
    }

    private void Open(double second, byte clientTtl = 64, byte serverTtl = 64)
    {
        Add(second, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Syn, 0, 0, ttl: clientTtl, identification: _identification++));
        Add(second + 0.001, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Syn | Ack, 900, 1, ttl: serverTtl));
        Add(second + 0.002, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 1, 901, ttl: clientTtl, identification: _identification++));
    }

    private void Data(double second, string text) =>
        Add(second, PacketBuilder.Tcp(Client, 50_000, Server, 8080, Ack, 1, 901, System.Text.Encoding.ASCII.GetBytes(text), identification: _identification++));

    private void Reply(double second, string text, uint sequence = 901) =>
        Add(second, PacketBuilder.Tcp(Server, 8080, Client, 50_000, Ack, sequence, 19, System.Text.Encoding.ASCII.GetBytes(text)));

    private void FromClient(double second, byte flags, uint sequence, uint acknowledgment = 901, int octets = 0) =>
        Add(second, PacketBuilder.Tcp(
            Client, 50_000, Server, 8080, flags, sequence, acknowledgment, new byte[octets], identification: _identification++));

    private void Other(double second) => Add(second, PacketBuilder.Udp("10.0.3.60", 40_000, "10.0.2.9", 5004, [1]));

    private void Add(double second, byte[] packet) => _frames.Add((second, PacketBuilder.Ethernet(packet)));

    private IReadOnlyList<Finding> Judge() => CaseRunner.Frames(_frames).First([.. TcpRules.BeforeTls, .. TcpRules.AfterTls]);

    private IEnumerable<string> Codes() => Judge().Select(finding => finding.Code);
}
