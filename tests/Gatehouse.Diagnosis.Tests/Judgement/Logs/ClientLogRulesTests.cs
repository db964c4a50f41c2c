using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Tests.Logs;

namespace Gatehouse.Diagnosis.Tests.Judgement.Logs;

public sealed class ClientLogRulesTests
{
    [Fact]
    public void Names_the_trap_as_likely_its_consequence_as_possible_and_the_silence_as_certain()
    {
        IReadOnlyList<Finding> findings = Judge(LogText.StoryB());

        Assert.Equal(
            [
                (FindingCodes.ReportExceedsMtu, Severity.Fault, Confidence.Likely),
                (FindingCodes.IpFragmentsLost, Severity.Fault, Confidence.Possible),
                (FindingCodes.RequestUnanswered, Severity.Fault, Confidence.Certain),
                (FindingCodes.ServerSilent, Severity.Fault, Confidence.Possible),
            ],
            findings.Select(finding => (finding.Code, finding.Severity, finding.Confidence)));
        Assert.Equal([FindingCodes.IpFragmentsLost, FindingCodes.RequestUnanswered], findings[0].Explains);
        Assert.All(findings, finding => Assert.Equal(new ConversationName("udp", "02:00:5e:10:20:30", "192.0.2.40:9029"), finding.Conversation));
        Assert.All(findings, finding => Assert.All(finding.Evidence, evidence => Assert.Null(evidence.Filter)));
    }

    [Fact]
    public void States_the_figures_of_the_trap()
    {
        Finding finding = Judge(LogText.StoryB().Add(41, "UI: Security check failed"))[0];

        int bytes = LogText.ReportXml(207, duplicate: ";KB9000001").Length;
        Assert.Equal(bytes, finding.Facts["xmlBytes"]);
        Assert.InRange((int)finding.Facts["deflatedBytes"], 300, 1472);
        Assert.Equal(208, finding.Facts["patches"]);
        Assert.Equal(207, finding.Facts["distinctPatches"]);
        Assert.Equal(["KB9000001"], (IReadOnlyList<string>)finding.Facts["duplicatePatches"]);
        Assert.Equal(4, finding.Facts["sent"]);
        Assert.Equal(5.0, finding.Facts["spacingSeconds"]);
        Assert.Equal(1472, finding.Facts["pathPayloadLimit"]);
        Assert.Equal(3000, finding.Facts["compressionThreshold"]);
        Assert.Equal("on", finding.Facts["serverCompression"]);
        Assert.Equal(300, finding.Facts["packet2ReceivedBytes"]);
        Assert.Equal(LogText.Event, finding.Facts["eventSeqId"]);
        Assert.Equal("UI: Security check failed", finding.Facts["userMessage"]);
        Assert.Equal(2, finding.Facts["fragments"]);
        Assert.Equal([8, 9, 10, 11], finding.Evidence[0].Frames);
        Assert.Contains("KB9000001", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_how_many_more_patches_would_lift_the_report_over_the_threshold()
    {
        int more = (int)Judge(LogText.StoryB())[0].Facts["patchesToThreshold"];

        Assert.InRange(LogText.ReportXml(207 + more, duplicate: ";KB9000001").Length, 3001, 3010);
    }

    [Fact]
    public void Fills_addresses_into_commands_that_also_catch_later_fragments_and_reports_of_missing_ones()
    {
        Finding finding = Judge(LogText.StoryB())[0];

        Assert.Contains(finding.NextSteps, step => step.Contains("tcpdump -n -s 0 -w client.pcap 'host 192.0.2.40'", StringComparison.Ordinal));
        Assert.Contains(finding.NextSteps, step => step.Contains("tcpdump -n -i any -s 0 -w server.pcap 'host ENDPOINT'", StringComparison.Ordinal));
        Assert.Equal(2, finding.NextSteps.Count(step => step.Contains("60 s after the failure", StringComparison.Ordinal)));
        Assert.DoesNotContain(finding.NextSteps, step => step.Contains("udp port", StringComparison.Ordinal));
        Assert.Contains(finding.NextSteps, step => step.Contains("netsh trace start capture=yes IPv4.Address=192.0.2.40", StringComparison.Ordinal));
        Assert.Contains(finding.NextSteps, step => step.Contains("pktmon filter add Gatehouse -i 192.0.2.40", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1472, false)]
    [InlineData(3000, true)]
    public void Finds_the_trap_between_one_packet_and_the_threshold_only(int limit, bool trappedBelow)
    {
        int largestWithin = Enumerable.Range(1, 400).Last(patches => LogText.ReportXml(patches).Length <= limit);

        Assert.Equal(trappedBelow, IsTrapped(largestWithin));
        Assert.Equal(!trappedBelow, IsTrapped(largestWithin + 1));

        static bool IsTrapped(int patches) =>
            Judge(LogText.StoryB(patches, string.Empty)).Any(finding => finding.Code == FindingCodes.ReportExceedsMtu);
    }

    [Fact]
    public void Leaves_a_small_unanswered_report_open_between_its_rivals()
    {
        IReadOnlyList<Finding> findings = Judge(LogText.StoryB(12, string.Empty));

        Assert.Equal(FindingCodes.RequestUnanswered, findings[0].Code);
        Assert.Equal([FindingCodes.ServerSilent, FindingCodes.RequestLost, FindingCodes.ReplyLost], findings[0].Rivals);
        Assert.Equal(findings[0].Rivals, findings.Skip(1).Select(finding => finding.Code));
        Assert.All(findings.Skip(1), finding => Assert.Equal(Confidence.Possible, finding.Confidence));
    }

    [Fact]
    public void Does_not_blame_fragments_for_a_large_report_that_was_compressed()
    {
        IReadOnlyList<Finding> findings = Judge(LogText.StoryB(300));

        Assert.DoesNotContain(findings, finding => finding.Code is FindingCodes.IpFragmentsLost or FindingCodes.ReportExceedsMtu);
        Assert.Contains(findings, finding => finding.Code == FindingCodes.RequestUnanswered);
    }

    [Fact]
    public void Blames_compression_that_is_off_for_a_large_report()
    {
        string text = LogText.StoryB(300).ToString().Replace("sent me 300 bytes", "sent me 900 bytes", StringComparison.Ordinal);
        Finding finding = ClientLogRules.Judge(ClientLogReader.Read(text), "log")[0];

        Assert.Equal((FindingCodes.ReportExceedsMtu, "off", 3), (finding.Code, finding.Facts["serverCompression"], finding.Facts["fragments"]));
        Assert.Contains(finding.Remedies, remedy => remedy.StartsWith("Switch", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_an_unanswered_request()
    {
        IReadOnlyList<Finding> findings = Judge(new LogText().Request(0).Request(5).Request(10));

        Assert.Equal(FindingCodes.RequestUnanswered, findings[0].Code);
        Assert.Equal((1, 3), (findings[0].Facts["packetType"], findings[0].Facts["sent"]));
        Assert.Null(findings[0].Conversation);
        Assert.Contains(findings[0].NextSteps, step => step.Contains("POLICY-SERVER", StringComparison.Ordinal));
    }

    [Fact]
    public void Says_nothing_of_a_check_that_was_answered() =>
        Assert.Empty(Judge(new LogText().Request(0).Receive(0, 2, LogText.Policy, 300).Report(20, 12).Receive(21, 4, "<i n=\"r\">pass</i>", 90)));

    [Fact]
    public void Notes_a_large_report_that_this_path_carried()
    {
        Finding finding = Assert.Single(
            Judge(new LogText().Request(0).Receive(0, 2, LogText.Policy, 300).Report(20, 207).Receive(21, 4, "<i n=\"r\">pass</i>", 90)));

        Assert.Equal((FindingCodes.ReportExceedsMtu, Severity.Note), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("<i n=\"action\">isolate</i>")]
    [InlineData("<i n=\"levels\">Critical,offline;Low,monitor</i>")]
    [InlineData("<i n=\"userMessage\">补丁检查不合格</i>")]
    public void Reads_a_verdict_against_the_endpoint(string items)
    {
        Finding finding = Assert.Single(Judge(new LogText().Request(0).Receive(0, 2, LogText.Policy, 300).Report(20, 12).Receive(21, 4, items, 90)));

        Assert.Equal((FindingCodes.PostureNoncompliant, Confidence.Likely), (finding.Code, finding.Confidence));
    }

    [Fact]
    public void Claims_no_fault_when_the_log_ends_right_after_sending()
    {
        Finding finding = Assert.Single(Judge(new LogText().Request(0).Receive(0, 2, LogText.Policy, 300).Report(20, 207)));

        Assert.Equal((FindingCodes.CaptureIncomplete, Severity.Note), (finding.Code, finding.Severity));
    }

    [Fact]
    public void Gathers_exchanges_that_fail_alike()
    {
        var text = new LogText();
        foreach ((string id, int start) in new[] { ("one", 0), ("two", 100) })
        {
            text.Request(start, id).Receive(start, 2, LogText.Policy, 300, id).Report(start + 20, 207, id).Report(start + 25, 207, id);
        }

        IReadOnlyList<Finding> findings = Judge(text);
        Assert.Equal(2, findings.Single(finding => finding.Code == FindingCodes.ReportExceedsMtu).Count);
        Assert.Equal("one", findings[0].Facts["eventSeqId"]);
    }

    private static IReadOnlyList<Finding> Judge(LogText text) => ClientLogRules.Judge(ClientLogReader.Read(text.ToString()), "log");
}
