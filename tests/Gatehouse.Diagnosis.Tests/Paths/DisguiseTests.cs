using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Paths;

/// <summary>The same packets in other clothes are known again; captures that have nothing in common are not forced together.</summary>
public sealed class DisguiseTests
{
    private const uint Client = 0x0A00_0332;
    private const uint Public = 0xC000_0207;

    private static readonly Recording AtClient = Recording.Of("story-b-client.pcap");
    private static readonly Recording In = Recording.Of("story-b-r1-in.pcap");
    private static readonly Recording Out = Recording.Of("story-b-r1-out.pcap");
    private static readonly Recording Server = Recording.Of("story-b-server.pcap");

    [Fact]
    public void Addresses_translated_on_the_way_are_seen_through_and_told()
    {
        Report report = Recording.Diagnose(
            ("client", AtClient),
            ("r1-in", In),
            ("r1-out", Out.Translate(Client, Public, 51000, 40001)),
            ("server", Server.Translate(Client, Public, 51000, 40001)));

        AssertPlaced(report);
        Assert.Contains("192.0.2.7:40001", Assert.IsType<string>(report.Findings[0].Facts["translated"]), StringComparison.Ordinal);
        Assert.Equal(1, report.Conversations.Total);
    }

    [Fact]
    public void A_tag_at_one_tap_changes_nothing() =>
        AssertPlaced(Recording.Diagnose(("client", AtClient), ("r1-in", In), ("r1-out", Out.Tag()), ("server", Server)));

    [Fact]
    public void A_short_snap_length_at_some_points_changes_nothing() =>
        AssertPlaced(Recording.Diagnose(("client", AtClient), ("r1-in", In.Cut(96)), ("r1-out", Out.Cut(96)), ("server", Server)));

    [Fact]
    public void Nothing_is_called_lost_where_frames_are_cut_too_short_to_be_known_again()
    {
        Report report = Recording.Diagnose(("client", AtClient), ("server", Server.Cut(44)));

        Assert.DoesNotContain(report.Findings, finding => finding.Where is not null);
    }

    [Fact]
    public void Frames_captured_twice_count_once()
    {
        Report report = Recording.Diagnose(("client", AtClient.Twice()), ("r1-in", In), ("r1-out", Out.Twice()), ("server", Server));

        AssertPlaced(report);
        Assert.Equal(8, report.Findings[0].Facts["fragmentsSent"]);
    }

    [Fact]
    public void The_order_is_found_without_names()
    {
        Report report = Recording.DiagnoseBare(("server", Server), ("r1-out", Out), ("client", AtClient), ("r1-in", In));

        Assert.Equal(["client", "r1-in", "r1-out", "server"], report.Path);
        Assert.Equal("r1-in > r1-out", $"{report.Verdict.Where?.After} > {report.Verdict.Where?.Before}");
    }

    [Fact]
    public void An_order_given_from_server_to_client_is_turned()
    {
        Report report = Recording.Diagnose(("server", Server), ("r1-out", Out), ("r1-in", In), ("client", AtClient));

        Assert.Equal(["client", "r1-in", "r1-out", "server"], report.Path);
        AssertPlaced(report);
    }

    [Fact]
    public void An_order_that_the_packets_contradict_is_corrected_and_said()
    {
        Report report = Recording.Diagnose(("client", AtClient), ("first", Out), ("second", In), ("server", Server));

        Assert.Equal(["client", "second", "first", "server"], report.Path);
        Assert.Contains(report.Sources, source => source.Notes.Any(note => note.Contains("the packets are believed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_note_on_the_order_claims_no_shared_packets_where_there_are_none()
    {
        Report report = Recording.Diagnose(("client", Echoes(behind: 4, start: 0.01)), ("server", Echoes(behind: 0, start: 0)));

        string[] notes = [.. report.Sources.SelectMany(source => source.Notes)];
        Assert.Contains(notes, note => note.Contains("the time to live of packets of the hosts that both show", StringComparison.Ordinal));
        Assert.Contains(notes, note => note.Contains("shares no packets", StringComparison.Ordinal));
        Assert.DoesNotContain(notes, note => note.Contains("packets they share", StringComparison.Ordinal));
    }

    /// <summary>Datagrams too short to be known again, as seen behind some routers.</summary>
    private static Recording Echoes(byte behind, double start) => Recording.Made(Enumerable.Range(0, 20).SelectMany(i => new[]
    {
        (start + i, PacketBuilder.Ethernet(PacketBuilder.Udp("10.1.1.1", 41_000, "10.2.2.2", 9029, [1, 2, (byte)i], ttl: (byte)(64 - behind), identification: (ushort)i))),
        (start + i + 0.005, PacketBuilder.Ethernet(PacketBuilder.Udp("10.2.2.2", 9029, "10.1.1.1", 41_000, [3, 4, (byte)i], ttl: (byte)(60 + behind), identification: (ushort)i))),
    }));

    [Fact]
    public void The_same_file_twice_says_no_more_than_once()
    {
        Report once = Recording.Diagnose(("client", AtClient));
        Report twice = Recording.Diagnose(("client", AtClient), ("copy", AtClient));

        Assert.Equal((once.Verdict.Code, once.Verdict.Confidence), (twice.Verdict.Code, twice.Verdict.Confidence));
        Assert.Equal(once.Conversations, twice.Conversations);
        Assert.Single(twice.Sources);
        Assert.Contains("holds the same as", Assert.Single(twice.Skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void Captures_of_unrelated_places_are_judged_alone()
    {
        Report report = Recording.Diagnose(("one", Recording.Of("tls-expired.pcap")), ("other", Recording.Of("icmp-rejected.pcap").Clock(86_400)));

        Assert.All(report.Sources, source => Assert.Contains(source.Notes, note => note.Contains("unrelated", StringComparison.Ordinal)));
        Assert.Contains(report.Findings, finding => finding.Code == FindingCodes.TlsCertificateExpired);
        Assert.Contains(report.Findings, finding => finding.Code == FindingCodes.IcmpRejected);
    }

    [Fact]
    public void A_capture_from_another_time_proves_no_loss()
    {
        Report report = Recording.Diagnose(
            ("client", Recording.Of("tcp-no-answer-client.pcap")), ("server", Recording.Of("tcp-no-answer-server.pcap").Clock(3_600)));

        Assert.Equal(FindingCodes.TcpNoAnswer, report.Verdict.Code);
        Assert.Null(report.Verdict.Where);
        Assert.False(report.Findings[0].Facts.ContainsKey("lost"));
    }

    [Fact]
    public void A_capture_that_stopped_early_proves_no_later_loss()
    {
        Report report = Recording.Diagnose(("client", AtClient), ("server", Server.Only(frame => frame <= 2)), ("r1-in", In));

        Assert.NotEqual(Confidence.Certain, report.Verdict.Where?.Before == "server" ? report.Verdict.Confidence : Confidence.Likely);
    }

    private static void AssertPlaced(Report report)
    {
        Assert.Equal((FindingCodes.IpFragmentsLost, Confidence.Certain), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Equal(new Location("r1-in", "r1-out", "to-server", null), report.Verdict.Where);
    }
}
