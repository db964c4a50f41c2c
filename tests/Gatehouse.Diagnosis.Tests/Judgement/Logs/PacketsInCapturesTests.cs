using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Tests.Logs;
using Gatehouse.Diagnosis.Tests.Sources;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Judgement.Logs;

/// <summary>Packets that a log speaks of are found in the captures beside it by the identifier of their check.</summary>
public sealed class PacketsInCapturesTests : IDisposable
{
    /// <summary>The identifier in the recorded samples of Story B.</summary>
    private const string Recorded = "Qx7TgL2p";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_packet_logged_as_sent_that_the_server_s_capture_lacks_was_lost()
    {
        Report report = Run(StoryB(Recorded), Sample("story-b-all-lost-server.pcap"));

        Finding lost = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.RequestLost);
        Assert.Equal(("log", "story-b-all-lost-server"), (lost.Facts["sentAccordingTo"], lost.Facts["notSeenAt"]));
        Assert.Equal(["log", "story-b-all-lost-server"], lost.Evidence.Select(evidence => evidence.Source).Distinct());
        Assert.True(lost.Confidence < Confidence.Certain);
    }

    [Fact]
    public void A_packet_seen_in_one_capture_and_not_in_the_next_is_told_with_its_frames()
    {
        Report report = Run(StoryB(Recorded), Sample("story-b-client.pcap"), Sample("story-b-all-lost-server.pcap"));

        Finding unanswered = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.RequestUnanswered && finding.Evidence[0].Source == "log");
        Assert.Contains("story-b-client shows it 4 times. story-b-all-lost-server shows other packets of the same check, but not this one.", unanswered.Explanation, StringComparison.Ordinal);
        Assert.Contains(unanswered.Evidence, evidence => evidence is { Source: "story-b-client", Frames.Count: 4 });
        Assert.DoesNotContain(report.Findings, finding => finding.Facts.ContainsKey("sentAccordingTo"));
    }

    [Fact]
    public void Fragments_at_the_server_leave_the_loss_to_those_who_see_them() => Assert.DoesNotContain(
        Run(StoryB(Recorded), Sample("story-b-server.pcap")).Findings, finding => finding.Facts.ContainsKey("sentAccordingTo"));

    [Fact]
    public void A_log_of_another_check_is_not_mixed_up_with_a_capture()
    {
        Report report = Run(StoryB("0ther1d0"), Sample("story-b-all-lost-server.pcap"));

        Assert.DoesNotContain(report.Findings, finding => finding.Code == FindingCodes.RequestLost);
        Assert.DoesNotContain(Log(report).Notes, note => note.StartsWith("its clock", StringComparison.Ordinal));
    }

    [Fact]
    public void Shared_packets_tell_the_zone_of_a_log_and_how_far_its_clock_is_off()
    {
        DateTimeOffset first = new(2026, 3, 3, 14, 30, 12, TimeSpan.Zero);
        string request = $"<data><i n=\"userName\">jdoe@branch</i><i n=\"hwAddr\">02:00:5e:10:20:30</i><i n=\"eventSeqID\">{LogText.Event}</i></data>";
        byte[] capture = CaptureBuilder.Pcap(link: 101)
            .Frame(first.ToUnixTimeMilliseconds() * 1_000_000, PacketBuilder.Udp("10.0.0.1", 51000, "192.0.2.40", 9029, [0, 0, 0, 0, 0, 0, 0, 1, .. Encoding.UTF8.GetBytes(request)]))
            .ToArray();

        SourceSummary log = Log(Run(StoryB(LogText.Event), _folder.Write("client.pcap", capture)));

        Assert.Contains("UTC-05:30, by packets that a capture shows too", log.Notes[0], StringComparison.Ordinal);
        Assert.Contains("its clock is 12 s behind the capture's, give or take a second, by a packet that client shows too", log.Notes);
    }

    public void Dispose() => _folder.Dispose();

    private static string Sample(string name) => Checkout.PathTo("samples", name);

    private static SourceSummary Log(Report report) => Assert.Single(report.Sources, source => source.Kind == "client-log");

    private string StoryB(string id) => _folder.Write("log.log", Encoding.UTF8.GetBytes(new LogText()
        .Request(0, id).Receive(0, 2, LogText.Policy, 300, id)
        .Report(20, 207, id).Report(25, 207, id).Report(30, 207, id).Report(35, 207, id).GiveUp(40).ToString()));

    private static Report Run(params string[] paths) => DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [.. paths.Select(path => new EvidenceInput(path))] }, cancellation: TestContext.Current.CancellationToken);
}
