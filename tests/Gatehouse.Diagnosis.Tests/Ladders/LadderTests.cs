using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Tests.Sources;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Ladders;

public sealed class LadderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void Every_packet_of_the_story_is_shown_at_every_vantage_point_with_the_segment_that_ate_it()
    {
        Ladder ladder = Drawn.StoryB().Ladder!;

        Assert.Null(ladder.Source);
        Assert.Equal([("client", 9L, 5L), ("r1-in", 9L, 5L), ("r1-out", 5L, 5L), ("server", 5L, 5L)], ladder.Lanes.Select(lane => (lane.Name, lane.ToServer!.Value, lane.ToClient!.Value)));
        Assert.Equal([new LadderLoss(1, 2, IsToServer: true, 4)], ladder.Losses);
        Assert.Equal(14, ladder.Steps.Count);
        LadderStep lost = ladder.Steps[3];
        Assert.Equal("UDP fragment 2, IPID 0x9918, 1,184 B", lost.Label);
        Assert.Equal((0, 1, 2, true, false), (lost.From, lost.To, lost.LostBefore!.Value, lost.IsLossCertain, lost.IsSentAgain));
        Assert.Equal([4L, 4L, null, null], lost.Frames);
        Assert.Equal([false, true, true, true], ladder.Steps.Where(step => step.LostBefore is not null).Select(step => step.IsSentAgain));
        LadderStep error = ladder.Steps[^1];
        Assert.Equal(("ICMP fragment reassembly time exceeded from 10.0.2.105", LadderMark.Error, false), (error.Label, error.Mark, error.IsToServer));
        Assert.Equal((3, 0), (error.From, error.To));
    }

    [Fact]
    public void Packets_are_not_read_again_unless_asked_for() =>
        Assert.Null(DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(Checkout.PathTo("samples", "tls-refused-by-reset.pcap"))] },
            cancellation: TestContext.Current.CancellationToken).Ladder);

    [Fact]
    public void One_capture_has_two_lanes_and_names_the_handshake()
    {
        Ladder ladder = Drawn.Of("story-a-tls11-refused.pcapng").Ladder!;

        Assert.Equal("story-a-tls11-refused", ladder.Source);
        Assert.Equal(["client", "server"], ladder.Lanes.Select(lane => lane.Name));
        Assert.Equal(["SYN", "SYN ACK", "ACK", "ClientHello up to TLS 1.1, 127 B", "ACK", "RST ACK"], ladder.Steps.Select(step => step.Label));
        Assert.Equal((1, 0, LadderMark.Reset), (ladder.Steps[^1].From, ladder.Steps[^1].To, ladder.Steps[^1].Mark));
        Assert.All(ladder.Steps, step => Assert.Null(step.LostBefore));
        Assert.All(ladder.Steps, step => Assert.Single(step.Frames, frame => frame is not null));
    }

    [Fact]
    public void An_alert_is_marked() =>
        Assert.Contains(Drawn.Of("tls-version-alert.pcap").Ladder!.Steps, step => step is { Mark: LadderMark.Alert, IsToServer: false } && step.Label.StartsWith("fatal alert protocol_version", StringComparison.Ordinal));

    [Fact]
    public void A_message_of_a_device_between_does_not_start_at_an_end()
    {
        LadderStep rejection = Assert.Single(Drawn.Of("icmp-rejected.pcap").Ladder!.Steps, step => step.Mark == LadderMark.Error);

        Assert.True(rejection.StartsBetween);
        Assert.EndsWith("from 10.0.3.1", rejection.Label, StringComparison.Ordinal);
        Assert.NotNull(rejection.Frames[0]);
    }

    [Theory]
    [InlineData("path-mtu-black-hole", 1, 0, false)]
    [InlineData("syn-ack-lost", 1, 0, false)]
    [InlineData("request-lost", 0, 1, true)]
    [InlineData("tcp-no-answer", 0, 1, true)]
    public void Both_ends_show_which_way_packets_are_lost(string sample, int after, int before, bool isToServer)
    {
        Ladder ladder = Drawn.Pair(sample).Ladder!;

        Assert.Equal((after, before, isToServer), (ladder.Losses[0].After, ladder.Losses[0].Before, ladder.Losses[0].IsToServer));
        Assert.Equal(ladder.Losses.Sum(loss => loss.Packets), ladder.Steps.Count(step => step.LostBefore is not null));
    }

    [Theory]
    [InlineData("dns-nxdomain.pcap", 2)]
    [InlineData("dns-no-answer.pcap", 1)]
    public void A_finding_without_a_conversation_shows_that_of_its_proof(string sample, int least)
    {
        Ladder ladder = Drawn.Of(sample).Ladder!;

        Assert.InRange(ladder.Steps.Count, least, LadderChoice.MostSteps);
        Assert.StartsWith("DNS question for ", ladder.Steps[0].Label, StringComparison.Ordinal);
        Assert.True(ladder.Steps[0].IsToServer);
    }

    [Fact]
    public void Of_a_conversation_of_many_thousand_packets_those_around_the_proof_are_followed()
    {
        const int Copies = LadderBuilder.MostFollowed + 2_000;
        List<byte[]> frames = [.. Enumerable.Range(0, Copies).Select(i => PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 8080, 0x10, sequence: 100 + ((uint)i * 4), acknowledgment: 500, payload: "data"u8))];
        frames.Insert(0, PacketBuilder.Tcp("10.0.0.2", 8080, "10.0.0.1", 50000, 0x12, sequence: 499, acknowledgment: 100));
        frames.Insert(0, PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 8080, 0x02, sequence: 99));
        frames.Add(PacketBuilder.Tcp("10.0.0.2", 8080, "10.0.0.1", 50000, 0x14, sequence: 500, acknowledgment: 100 + (Copies * 4)));

        Ladder ladder = Drawn.Of([new EvidenceInput(_folder.Write("longer.pcap", CaptureBuilder.PcapOf(101, frames)))]).Ladder!;

        Assert.Equal(LadderMark.Reset, ladder.Steps[^1].Mark);
        Assert.Equal(frames.Count, ladder.Steps.Count + ladder.Steps.Sum(step => step.SkippedBefore) + ladder.SkippedAfter);
    }

    [Fact]
    public void A_reset_nobody_sent_begins_between_the_ends()
    {
        Ladder ladder = Drawn.Pair("tcp-reset-injected").Ladder!;

        Assert.Contains(ladder.Steps, step => step is { Mark: LadderMark.Reset, IsToServer: false } && step.Frames[1] is null);
    }

    [Fact]
    public void Nothing_is_lost_where_the_server_is_silent() => Assert.Empty(Drawn.Pair("server-silent").Ladder!.Losses);

    [Fact]
    public void A_log_shows_what_the_client_wrote_and_its_lines()
    {
        Ladder ladder = Drawn.Of("story-b-client.log").Ladder!;

        Assert.True(ladder.IsLog);
        Assert.Equal(["packet 1, request", "packet 2, policy, 583 B", "packet 3, report", "packet 3, report", "packet 3, report", "packet 3, report"], ladder.Steps.Select(step => step.Label));
        Assert.Equal([false, false, false, true, true, true], ladder.Steps.Select(step => step.IsSentAgain));
    }

    [Fact]
    public void A_packet_list_shows_what_it_prints()
    {
        string list = _folder.Write("list.txt", """
            1 0.000000 10.0.3.50 10.0.2.105 TCP 66 50420 → 4343 [SYN] Seq=0 Win=8192 Len=0
            2 0.000300 10.0.9.9 10.0.2.105 TCP 66 50420 → 4343 [SYN] Seq=0 Win=8192 Len=0
            3 0.000400 10.0.2.105 10.0.3.50 TCP 54 4343 → 50420 [RST, ACK] Seq=1 Ack=1 Win=0 Len=0
            """u8);

        Ladder ladder = Drawn.Of([new EvidenceInput(list)]).Ladder!;

        Assert.Equal(["50420 → 4343 [SYN] Seq=0 Win=8192 Len=0", "4343 → 50420 [RST, ACK] Seq=1 Ack=1 Win=0 Len=0"], ladder.Steps.Select(step => step.Label));
        Assert.Equal([[1L, null], [null, 3L]], ladder.Steps.Select(step => step.Frames));
        Assert.Equal(LadderMark.Reset, ladder.Steps[1].Mark);
    }

    [Fact]
    public void A_long_conversation_is_shown_in_part_and_the_rest_is_counted()
    {
        const int Segments = 3_000;
        List<byte[]> frames =
        [
            PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 8080, 0x02, sequence: 99),
            PacketBuilder.Tcp("10.0.0.2", 8080, "10.0.0.1", 50000, 0x12, sequence: 499, acknowledgment: 100),
        ];
        for (uint i = 0; i < Segments; i++)
        {
            frames.Add(PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 8080, 0x10, sequence: 100 + (i * 4), acknowledgment: 500, payload: "data"u8));
        }

        frames.Add(PacketBuilder.Tcp("10.0.0.2", 8080, "10.0.0.1", 50000, 0x14, sequence: 500, acknowledgment: 100 + (Segments * 4)));
        string file = _folder.Write("long.pcap", CaptureBuilder.PcapOf(101, frames));

        Report report = Drawn.Of([new EvidenceInput(file)]);

        Assert.Equal(FindingCodes.TcpReset, report.Verdict.Code);
        Ladder ladder = report.Ladder!;
        Assert.InRange(ladder.Steps.Count, 12, LadderChoice.MostSteps);
        Assert.Equal(frames.Count, ladder.Steps.Count + ladder.Steps.Sum(step => step.SkippedBefore) + ladder.SkippedAfter);
        Assert.Equal("SYN", ladder.Steps[0].Label);
        Assert.Equal(LadderMark.Reset, ladder.Steps[^1].Mark);
    }

    [Fact]
    public void A_capture_that_cannot_be_opened_again_has_no_ladder()
    {
        string file = _folder.Write("gone.pcap", File.ReadAllBytes(Checkout.PathTo("samples", "tls-refused-by-reset.pcap")));
        CaptureReplay replay = new(new DiagnosisOptions { Inputs = [] }, CancellationToken.None);
        File.Delete(file);

        Assert.False(replay.TryRead(file, static (in _) => true));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Every_sample_can_be_drawn(string sample)
    {
        Ladder? ladder = Drawn.Of(sample).Ladder;

        foreach (LadderStep step in ladder?.Steps ?? [])
        {
            Assert.NotEmpty(step.Label);
            Assert.Contains(step.Frames, frame => frame is not null);
            Assert.InRange(step.From, 0, ladder!.Lanes.Count - 1);
            Assert.InRange(step.To, 0, ladder.Lanes.Count - 1);
            Assert.Equal(ladder.Lanes.Count, step.Frames.Count);
        }
    }

    public static TheoryData<string> Everything() => [.. Inspection.Samples.Captures];

    public void Dispose() => _folder.Dispose();
}
