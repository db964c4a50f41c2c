using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Sources;

/// <summary>Made captures at the edges of the rules about sources.</summary>
public sealed class SourceRuleTests
{
    private const string Client = "10.0.3.50";
    private const string Server = "10.0.2.105";

    [Theory]
    [InlineData(5, false)]
    [InlineData(30, true)]
    public void Warns_of_losses_beyond_one_percent(int lost, bool warns)
    {
        CaseRunner runner = CaseRunner.Frames(Transfer(segments: 1_000, lost));

        Assert.Equal(1_000 + lost, runner.Context.TcpPayloadPackets);
        Assert.Equal(warns ? [FindingCodes.PacketLoss] : [], runner.All(SourceRules.All).Select(finding => finding.Code));
    }

    [Theory]
    [InlineData(200, 40, true)]
    [InlineData(300, 15, true)]
    [InlineData(90, 10, true)]
    [InlineData(300, 9, false)]
    public void Warns_of_a_high_share_of_some_hundred_packets(int segments, int lost, bool warns) => Assert.Equal(
        warns ? [FindingCodes.PacketLoss] : [],
        CaseRunner.Frames(Transfer(segments, lost)).All(SourceRules.All).Select(finding => finding.Code));

    [Fact]
    public void Names_the_host_that_rejects_lookups()
    {
        byte[] question = Lookup("policy", isResponse: false, code: 0);
        (double, byte[])[] frames =
        [
            .. Enumerable.Range(0, 3).SelectMany(i => new[]
            {
                ((double)i, question),
                (i + 0.1, PacketBuilder.Ethernet(PacketBuilder.Icmp(Server, Client, 3, 3, 0, question.AsSpan(14)))),
            }),
        ];

        Finding finding = Assert.Single(CaseRunner.Frames(frames).All([new NameResolutionFailed()]));

        Assert.Equal(Confidence.Certain, finding.Confidence);
        Assert.Contains("the host is up, and nothing listens on its UDP port 53", finding.Explanation, StringComparison.Ordinal);
        Assert.Contains(finding.Evidence, evidence => evidence.Frames.SequenceEqual([2L, 4, 6]));
    }

    [Fact]
    public void Says_nothing_of_shares_of_a_few_packets() =>
        Assert.Empty(CaseRunner.Frames(Transfer(segments: 40, lost: 12)).All(SourceRules.All));

    [Fact]
    public void Says_that_the_capture_lacks_what_was_acknowledged()
    {
        List<(double, byte[])> frames = [.. Transfer(segments: 10, lost: 0)];
        frames.RemoveAt(5);
        frames.Add((9, Acknowledge(1 + (10 * 100))));

        Finding finding = Assert.Single(CaseRunner.Frames(frames).All(SourceRules.All));

        Assert.Equal((FindingCodes.CaptureIncomplete, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("100 octets", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_the_file_lacks()
    {
        CaseRunner runner = CaseRunner.Frames(Transfer(segments: 10, lost: 0));
        runner.Context.Source.Problems.Add(CaptureProblemKind.Truncated, 5_000);
        runner.Context.Source.Problems.Add(CaptureProblemKind.DroppedFrames, 0, count: 12);

        Finding finding = Assert.Single(runner.All(SourceRules.All));

        Assert.Equal(2, Assert.IsType<List<string>>(finding.Facts["reasons"]).Count);
        Assert.Contains("dropped 12 frames", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Speaks_of_one_as_one()
    {
        CaseRunner runner = CaseRunner.Frames(Transfer(segments: 10, lost: 0));
        runner.Context.Source.Problems.Add(CaptureProblemKind.DroppedFrames, 0, count: 1);
        runner.Context.Source.Problems.Add(CaptureProblemKind.UnknownInterface, 0, count: 1);

        List<string> reasons = Assert.IsType<List<string>>(Assert.Single(runner.All(SourceRules.All)).Facts["reasons"]);

        Assert.Contains("the capturing host dropped 1 frame", reasons);
        Assert.Contains("1 record names an interface that the file does not describe", reasons);
        Assert.Contains("1 record names an interface that was never described", Gatehouse.Diagnosis.Sources.SourceProblems.Describe(runner.Context.Source));
    }

    [Fact]
    public void Says_that_octets_are_missing_where_nothing_is_seen_to_arrive_and_leaves_that_connection_unjudged()
    {
        (double, byte[])[] frames =
        [
            (0, PacketBuilder.Ethernet(PacketBuilder.Tcp(Client, 50_000, Server, 8080, 0x02, 0))),
            (0.1, PacketBuilder.Ethernet(PacketBuilder.Tcp(Server, 8080, Client, 50_000, 0x12, 900, 1))),
            (0.2, PacketBuilder.Ethernet(PacketBuilder.Tcp(Client, 50_000, Server, 8080, 0x10, 99, 901, new byte[100]))),
        ];
        CaseRunner runner = CaseRunner.Frames(frames);

        Assert.False(Completion.IsShown(Assert.Single(runner.Tcp)));
        Finding finding = Assert.Single(runner.All(SourceRules.All));
        Assert.Equal((FindingCodes.CaptureIncomplete, Severity.Warning), (finding.Code, finding.Severity));
        Assert.Contains("98 octets of one TCP connection", finding.Explanation, StringComparison.Ordinal);

        Assert.False(Assert.Single(CaseRunner.Frames([.. frames, (0.3, Acknowledge(199))]).Tcp).ShowsNothingDelivered());
    }

    [Theory]
    [InlineData(false, Severity.Warning)]
    [InlineData(true, Severity.Note)]
    public void Cut_packets_are_no_warning_beside_a_certain_fault(bool hasCertainFault, Severity severity)
    {
        CaseRunner runner = CaseRunner.Frames(Transfer(segments: 10, lost: 0));
        runner.Context.Source.CutPackets = 1;
        runner.Context.HasCertainFault = hasCertainFault;

        Finding finding = Assert.Single(runner.All(SourceRules.All));

        Assert.Equal(severity, finding.Severity);
        Assert.EndsWith("only the beginning of one packet was kept (snap length)", finding.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Folds_names_that_fail_alike_at_one_name_server()
    {
        List<(double, byte[])> frames = [];
        for (int i = 0; i < 30; i++)
        {
            frames.Add((i, Lookup($"host{i}", isResponse: false, code: 0)));
            frames.Add((i + 0.1, Lookup($"host{i}", isResponse: true, code: i == 7 ? (byte)2 : (byte)3)));
        }

        frames.Insert(8, (3.9, Lookup("host4", isResponse: false, code: 0)));
        IReadOnlyList<Finding> findings = CaseRunner.Frames(frames).All([new NameResolutionFailed()]);

        Assert.Equal(
            ["29 names do not resolve at 10.0.2.105: no such name", "The name host7.example does not resolve: server failure"],
            findings.Select(finding => finding.Title));
        Assert.Equal((29, 29, "host4.example"), (findings[0].Count, findings[0].Facts["nameCount"], findings[0].Facts["name"]));
        Assert.Equal(NameResolutionFailed.MostNames, Assert.IsType<List<string>>(findings[0].Facts["names"]).Count);
        Assert.Equal(NameResolutionFailed.MostExamples, findings[0].Evidence.Count);
    }

    [Fact]
    public void Notes_that_a_capture_starts_in_the_middle()
    {
        Finding finding = Assert.Single(CaseRunner.Frames(Transfer(segments: 10, lost: 0).Skip(2).Append((9, Reply()))).All(SourceRules.All));

        Assert.Equal((FindingCodes.CaptureIncomplete, Severity.Note), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("wpad.corp.example")]
    [InlineData("5.2.0.10.in-addr.arpa")]
    [InlineData("_ldap._tcp.corp.example")]
    [InlineData("policy.example.corp.example")]
    [InlineData("policy.corp.example")]
    public void Knows_lookups_that_fail_on_healthy_networks(string name) =>
        Assert.True(LookupNames.FailsOnHealthyNetworks(name, ["policy.example"]));

    [Theory]
    [InlineData("console.example")]
    [InlineData("policy2.example")]
    [InlineData("policy")]
    public void Knows_lookups_that_should_succeed(string name) =>
        Assert.False(LookupNames.FailsOnHealthyNetworks(name, ["policy.example"]));

    [Theory]
    [InlineData(true, Confidence.Certain)]
    [InlineData(false, Confidence.Likely)]
    public void A_name_without_any_address_does_not_resolve(bool isNamedByUser, Confidence confidence)
    {
        Finding finding = Assert.Single(Judge(isNamedByUser, Question(A), Answer(A), Question(Aaaa), Answer(Aaaa)));

        Assert.Equal((FindingCodes.NameResolutionFailed, confidence), (finding.Code, finding.Confidence));
        Assert.Equal("The name policy.example does not resolve: no address", finding.Title);
        Assert.Equal((0, 2), (finding.Facts["responseCode"], finding.Facts["queries"]));
        Assert.Equal([1, 2, 3, 4], finding.Evidence[0].Frames);
        Assert.Contains("neither an IPv4 nor an IPv6 address", finding.Explanation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_IPv6_address_beside_an_IPv4_address_is_healthy(bool isIpv6First)
    {
        byte[][] ipv4 = [Question(A), Answer(A, [0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 10, 1, 1, 1])];
        byte[][] ipv6 = [Question(Aaaa), Answer(Aaaa)];

        Assert.Empty(Judge(true, isIpv6First ? [.. ipv6, .. ipv4] : [.. ipv4, .. ipv6]));
        Assert.Empty(Judge(false, isIpv6First ? [.. ipv6, .. ipv4] : [.. ipv4, .. ipv6]));
    }

    [Fact]
    public void No_IPv4_address_beside_an_IPv6_address_is_healthy() =>
        Assert.Empty(Judge(true, Question(A), Answer(A), Question(Aaaa), Answer(Aaaa, [0xC0, 12, 0, 28, 0, 1, 0, 0, 0, 60, 0, 16, .. new byte[15], 1])));

    [Fact]
    public void No_IPv6_address_alone_says_nothing_of_IPv4() => Assert.Empty(Judge(true, Question(Aaaa), Answer(Aaaa)));

    [Fact]
    public void An_answer_that_was_shortened_may_have_had_an_address()
    {
        byte[] shortened = Answer(A);
        shortened[14 + 20 + 8 + 2] |= 0x02;

        Assert.Empty(Judge(true, Question(A), shortened));
    }

    [Fact]
    public void An_open_lookup_of_the_other_family_leaves_it_likely() =>
        Assert.Equal(Confidence.Likely, Assert.Single(Judge(true, Question(A), Answer(A), Question(Aaaa), Question(Aaaa))).Confidence);

    [Fact]
    public void A_name_without_an_address_is_no_fault_of_a_client_that_reached_its_server()
    {
        (double, byte[])[] frames = [(0, Question(A)), (0.1, Answer(A)), .. Transfer(2, 0), (1, Acknowledge(201))];

        Assert.Empty(CaseRunner.Frames(frames).All([new NameResolutionFailed()]));
    }

    private const byte A = 1;
    private const byte Aaaa = 28;

    private static IReadOnlyList<Finding> Judge(bool isNamedByUser, params byte[][] frames)
    {
        Assert.True(ServerExpectation.TryParse("policy.example:4343", out ServerExpectation server));
        return CaseRunner.Frames(frames.Select((frame, i) => (i * 0.01, frame)), new DiagnosisOptions { Inputs = [], Servers = isNamedByUser ? [server] : [] })
            .All([new NameResolutionFailed()]);
    }

    private static byte[] Question(byte type) => Typed(Lookup("policy", isResponse: false, code: 0), type);

    private static byte[] Answer(byte type, params byte[] record)
    {
        byte[] message =
        [
            0, 1, 0x81, 0x80, 0, 1, 0, (byte)(record.Length > 0 ? 1 : 0), 0, 0, 0, 0,
            6, .. "policy"u8, 7, .. "example"u8, 0, 0, type, 0, 1, .. record,
        ];
        return PacketBuilder.Ethernet(PacketBuilder.Udp(Server, 53, Client, 50_000, message));
    }

    private static byte[] Typed(byte[] frame, byte type)
    {
        frame[^3] = type;
        return frame;
    }

    private static IEnumerable<(double Second, byte[] Octets)> Transfer(int segments, int lost)
    {
        const byte Syn = 0x02;
        const byte Ack = 0x10;
        yield return (0, PacketBuilder.Ethernet(PacketBuilder.Tcp(Client, 50_000, Server, 8080, Syn, 0)));
        yield return (0.1, PacketBuilder.Ethernet(PacketBuilder.Tcp(Server, 8080, Client, 50_000, Syn | Ack, 900, 1)));
        for (int i = 0; i < segments; i++)
        {
            byte[] segment = PacketBuilder.Ethernet(PacketBuilder.Tcp(
                Client, 50_000, Server, 8080, Ack, (uint)(1 + (i * 100)), 901, new byte[100], identification: (ushort)(i + 1)));
            yield return (0.2 + (i * 0.001), segment);
            if (i < lost)
            {
                yield return (0.2 + (i * 0.001) + 0.0005, PacketBuilder.Ethernet(PacketBuilder.Tcp(
                    Client, 50_000, Server, 8080, Ack, (uint)(1 + (i * 100)), 901, new byte[100], identification: (ushort)(i + 20_001))));
            }
        }
    }

    private static byte[] Lookup(string label, bool isResponse, byte code)
    {
        byte[] message =
        [
            0, 1, (byte)(isResponse ? 0x81 : 0x01), (byte)(isResponse ? 0x80 | code : 0), 0, 1, 0, 0, 0, 0, 0, 0,
            (byte)label.Length, .. System.Text.Encoding.ASCII.GetBytes(label), 7, .. "example"u8, 0, 0, 1, 0, 1,
        ];
        return PacketBuilder.Ethernet(isResponse ? PacketBuilder.Udp(Server, 53, Client, 50_000, message) : PacketBuilder.Udp(Client, 50_000, Server, 53, message));
    }

    private static byte[] Acknowledge(int octets) =>
        PacketBuilder.Ethernet(PacketBuilder.Tcp(Server, 8080, Client, 50_000, 0x10, 901, (uint)octets));

    private static byte[] Reply() =>
        PacketBuilder.Ethernet(PacketBuilder.Tcp(Server, 8080, Client, 50_000, 0x10, 901, 1_001, [1, 2, 3]));
}
