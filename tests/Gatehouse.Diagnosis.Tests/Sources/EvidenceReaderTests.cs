using System.Text;
using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Sources;
using Gatehouse.Diagnosis.Tests.Logs;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Sources;

/// <summary>What becomes of the files a user names, good and bad.</summary>
public sealed class EvidenceReaderTests : IDisposable
{
    // Captures made in memory start here and go on one millisecond a frame.
    private static readonly DateTime Start = DateTime.UnixEpoch.AddSeconds(1_700_000_000);

    private static readonly byte[] Capture = CaptureBuilder.PcapOf(101,
    [
        PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 443, 0x02, sequence: 1),
        PacketBuilder.Tcp("10.0.0.2", 443, "10.0.0.1", 50000, 0x14, acknowledgment: 2),
    ]);

    private const string PacketList = """
        1 0.000000 10.0.3.50 10.0.2.105 TCP 66 50420 → 4343 [SYN] Seq=0 Win=8192 Len=0
        2 0.000400 10.0.2.105 10.0.3.50 TCP 54 4343 → 50420 [RST, ACK] Seq=1 Ack=1 Win=0 Len=0
        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_folder_is_read_around_what_is_no_evidence_and_says_so()
    {
        _folder.Write("a.pcap", Capture);
        _folder.Write("b.bin", [0, 1, 2, 3]);
        _folder.Write("c.txt", "Dear diary"u8);
        _folder.Write("d.pcap", []);

        Report report = Run(_folder.Root);

        Assert.Equal(["a"], report.Sources.Select(source => source.Name));
        Assert.Equal(3, report.Skipped.Count);
        Assert.All(["b.bin", "c.txt", "d.pcap"], name => Assert.Contains(report.Skipped, why => why.Contains(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_folder_without_evidence_is_an_error_that_gives_a_reason()
    {
        _folder.Write("c.txt", "Dear diary"u8);

        string message = Refused(_folder.Root);

        Assert.StartsWith($"nothing in {_folder.Root} is evidence", message, StringComparison.Ordinal);
        Assert.Contains("neither a printed packet list nor a client log", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_named_must_be_evidence()
    {
        string diary = _folder.Write("c.txt", "Dear diary"u8);

        Assert.Contains("neither a printed packet list nor a client log", Refused(diary), StringComparison.Ordinal);
        Assert.Contains(
            "(1 line looks like a packet but could not be read: line 1); ",
            Refused(_folder.Write("e.txt", "1 0.0 10.0.0.1 10.0.0.2 TCP [SYN]"u8)),
            StringComparison.Ordinal);
        Assert.Contains("is empty", Refused(_folder.Write("d.pcap", [])), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refused(Path.Combine(_folder.Root, "absent")), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_of_the_same_name_are_told_apart()
    {
        _folder.Write("one/x.pcap", Capture);
        _folder.Write("two/x.pcap", [.. Capture, .. Capture.AsSpan(24)]);

        Assert.Equal(["x", "x-2"], Run(_folder.Root).Sources.Select(source => source.Name));
    }

    [Fact]
    public void Evidence_given_twice_is_read_once_and_said()
    {
        string one = _folder.Write("one.pcap", Capture);
        string two = _folder.Write("two.pcap", Capture);
        byte[] changed = [.. Capture];
        changed[^1] ^= 1;
        string other = _folder.Write("other.pcap", changed);
        EvidenceInput[] inputs = [new(one, "client"), new(two, "server"), new(one), new(other)];

        Report report = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = inputs }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(["client", "other"], report.Sources.Select(source => source.Name));
        Assert.Equal([$"{two} holds the same as {one}, and was not read again", $"{one} is given twice, and was read once"], report.Skipped);
        List<string> notices = [];
        InspectionRequest request = new() { Inputs = inputs, Notice = notices.Add };
        Assert.Equal(2, InspectionEngine.Tcp(request, TestContext.Current.CancellationToken).Count());
        Assert.Equal(report.Skipped.Select(why => $"passed over: {why}"), notices.Where(notice => notice.StartsWith("passed over", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_text_with_packets_and_a_log_is_two_sources_of_different_names()
    {
        string text = _folder.Write("case.md", Encoding.UTF8.GetBytes(PacketList + "\n\n" + LogText.StoryB(12)));

        Report report = Run(text);

        Assert.Equal(["case", "case-2"], report.Sources.Select(source => source.Name));
        Assert.Equal(["packet-text", "client-log"], report.Sources.Select(source => source.Kind));
    }

    [Fact]
    public void A_log_before_its_capture_still_takes_the_zone_from_it()
    {
        byte[] capture = CaptureBuilder.Pcap(link: 101)
            .Frame(new DateTimeOffset(2026, 3, 3, 1, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000_000, PacketBuilder.Udp("10.0.0.1", 1, "10.0.0.2", 2, [1]))
            .Frame(new DateTimeOffset(2026, 3, 3, 1, 0, 40, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000_000, PacketBuilder.Udp("10.0.0.1", 1, "10.0.0.2", 2, [1]))
            .ToArray();
        _folder.Write("a.log", Encoding.UTF8.GetBytes(LogText.StoryB(12).ToString()));
        _folder.Write("b.pcap", capture);

        SourceSummary log = Run(_folder.Root).Sources[0];

        Assert.Equal("client-log", log.Kind);
        Assert.Contains("UTC+08:00", log.Notes[0], StringComparison.Ordinal);
        Assert.Equal("2026-03-03T01:00:00Z", log.From.ToString());
    }

    [Fact]
    public void Times_that_no_frame_falls_into_leave_nothing_to_judge_and_say_so()
    {
        string path = _folder.Write("a.pcap", Capture);

        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(path)], Since = Timestamp.From(Start.AddDays(1)) },
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(FindingCodes.Inconclusive, report.Verdict.Code);
        Assert.Contains("between the times asked for", report.Verdict.Summary, StringComparison.Ordinal);
        Assert.Equal([FindingCodes.Inconclusive], report.Findings.Select(finding => finding.Code));
        Assert.StartsWith("2 of its frames are outside", Assert.Single(report.Sources[0].Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_of_time_include_their_ends()
    {
        string path = _folder.Write("a.pcap", Capture);

        Report report = DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(path)], Since = Timestamp.From(Start), Until = Timestamp.From(Start.AddMilliseconds(1)) },
            cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(2, report.Sources[0].Frames);
        Assert.Empty(report.Sources[0].Notes);
    }

    [Fact]
    public void An_endpoint_that_no_evidence_shows_leaves_nothing_to_judge_and_is_named()
    {
        string path = _folder.Write("a.pcap", Capture);

        foreach (string endpoint in new[] { "10.0.0.3", "02:00:5e:00:00:09", "nobody" })
        {
            Report report = Run(new DiagnosisOptions { Inputs = [new EvidenceInput(path)], Endpoint = endpoint });

            Assert.Equal(FindingCodes.Inconclusive, report.Verdict.Code);
            Assert.Equal([FindingCodes.Inconclusive], report.Findings.Select(finding => finding.Code));
            Assert.Contains($"nothing of the endpoint {endpoint} is in it", Assert.Single(report.Sources[0].Notes), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_user_whom_a_log_names_leaves_the_captures_beside_it_as_they_are()
    {
        _folder.Write("a.pcap", Capture);
        _folder.Write("b.log", Encoding.UTF8.GetBytes(LogText.StoryB(12).ToString()));

        Report known = Run(new DiagnosisOptions { Inputs = [new EvidenceInput(_folder.Root)], Endpoint = "JDOE@branch" });
        Report addressed = Run(new DiagnosisOptions { Inputs = [new EvidenceInput(Path.Combine(_folder.Root, "b.log"))], Endpoint = "0200.5E10.2030" });
        Report unknown = Run(new DiagnosisOptions { Inputs = [new EvidenceInput(_folder.Root)], Endpoint = "asmith" });

        Assert.Equal(2, known.Conversations.Total);
        Assert.Equal(1, addressed.Conversations.Total);
        Assert.Equal(0, unknown.Conversations.Total);
        Assert.All(unknown.Sources, source => Assert.Contains(source.Notes, note => note.StartsWith("nothing of the endpoint asmith", StringComparison.Ordinal)));
    }

    [Fact]
    public void Limits_of_time_hold_for_logs_in_the_zone_chosen()
    {
        string path = _folder.Write("b.log", Encoding.UTF8.GetBytes(LogText.StoryB(12).ToString()));
        DiagnosisOptions options = new()
        {
            Inputs = [new EvidenceInput(path)],
            LogZone = TimeZoneInfo.CreateCustomTimeZone("+8", TimeSpan.FromHours(8), null, null),
        };
        DateTime nine = new(2026, 3, 3, 1, 0, 0, DateTimeKind.Utc);

        Report part = Run(options with { Since = Timestamp.From(nine.AddSeconds(30)) });
        Report none = Run(options with { Since = Timestamp.From(nine.AddMinutes(1)) });

        Assert.Equal((1L, 3L), (part.Conversations.Total, part.Sources[0].Frames));
        Assert.Contains("9 of its entries are outside the times asked for and were left out", part.Sources[0].Notes);
        Assert.Equal((0L, 0L), (none.Conversations.Total, none.Sources[0].Frames));
        Assert.Equal([FindingCodes.Inconclusive], none.Findings.Select(finding => finding.Code));
    }

    [Fact]
    public void Packets_without_a_date_are_kept_whatever_times_are_asked_for_and_counted()
    {
        string path = _folder.Write("list.txt", Encoding.UTF8.GetBytes(PacketList));

        SourceSummary source = Run(new DiagnosisOptions { Inputs = [new EvidenceInput(path)], Since = Timestamp.From(Start) }).Sources[0];

        Assert.Equal(2, source.Frames);
        Assert.Contains(source.Notes, note => note.StartsWith("2 of its packets have no known date", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_kind_of_evidence_stops_being_read_when_cancelled()
    {
        byte[] datagram = PacketBuilder.Udp("10.0.0.1", 1, "10.0.0.2", 2, [1]);
        string path = _folder.Write("a.pcap", CaptureBuilder.PcapOf(101, [.. Enumerable.Repeat(datagram, 1_100)]));
        using EvidenceFile capture = EvidenceFile.Open(path);
        DiagnosisOptions options = new() { Inputs = [new EvidenceInput(path)] };
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => CaptureSource.Diagnose(capture, null, "a", options, null, stop.Token));
        Assert.Throws<OperationCanceledException>(() => PacketTextReader.Read(PacketList, stop.Token));
        Assert.Throws<OperationCanceledException>(() => ClientLogReader.Read(LogText.StoryB(12).ToString(), new ClientLogBudget(), stop.Token));
    }

    public void Dispose() => _folder.Dispose();

    private static Report Run(DiagnosisOptions options) => DiagnosisEngine.Run(options, cancellation: TestContext.Current.CancellationToken);

    private static Report Run(string path) => DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [new EvidenceInput(path)] }, cancellation: TestContext.Current.CancellationToken);

    private static string Refused(string path) => Assert.Throws<CaptureException>(() => Run(path)).Message;
}
