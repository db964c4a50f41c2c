using System.Buffers;
using System.Text.Json;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Contracts.Tests.Checks;

public sealed class DocumentTests
{
    private const string Alphabet = "<>/|];,=%0&i\"n \u00a0\ud83d";

    private static readonly CheckEnvelope Envelope = new() { EventSequenceId = "n1MqMbBr", ServerVersion = "Gatehouse 0.1.0" };

    [Fact]
    public void A_policy_comes_back_as_it_was() =>
        AssertSame(CheckSamples.Policy, PolicyDocuments.Read(Travel(PolicyDocuments.Write(CheckSamples.Policy, Envelope))));

    [Fact]
    public void A_report_comes_back_as_it_was() =>
        AssertSame(CheckSamples.Report, ReportDocuments.Read(Travel(ReportDocuments.Write(CheckSamples.Report, Envelope, CheckSamples.Policy))));

    [Fact]
    public void An_empty_report_comes_back_as_it_was() =>
        AssertSame(new PostureReport(), ReportDocuments.Read(Travel(ReportDocuments.Write(new PostureReport(), Envelope, policy: null))));

    [Fact]
    public void A_verdict_comes_back_as_it_was() =>
        AssertSame(CheckSamples.Verdict, VerdictDocuments.Read(Travel(VerdictDocuments.Write(CheckSamples.Verdict, Envelope))));

    [Fact]
    public void A_request_comes_back_as_it_was()
    {
        CheckRequest request = new("alice", "00:25:11:E9:55:B9", "n1MqMbBr", 42, "0.1.0");

        Assert.Equal(request, CheckRequest.Read(Travel(request.Write())));
    }

    [Fact]
    public void An_envelope_is_read_from_any_packet()
    {
        Assert.Equal(Envelope, CheckEnvelope.Read(Travel(PolicyDocuments.Write(CheckSamples.Policy, Envelope))));
        Assert.Equal("n1MqMbBr", CheckEnvelope.Read(Travel(VerdictDocuments.Write(CheckSamples.Verdict, Envelope))).EventSequenceId);
    }

    [Fact]
    public void Packet_2_says_every_field_the_field_knows()
    {
        EadDocument document = PolicyDocuments.Write(CheckSamples.Policy, Envelope);
        string[] names =
        [
            "strategyMode", "userMessage", "antiIPchange", "antiAgent", "antiProxy", "antiDualNetcard", "ipSetMode", "macCheck", "sameMacCheck", "antiMultiOS",
            "antiMultiip", "antiVMWareNATservice", "antiVMWareUSBservice", "iSupVMCheck", "iSetWanControl", "iSetACL", "iSetpingOfflineACL", "iSetPingOfflineMon",
            "damProxyIp", "damProxyPort", "heartBeatInterval", "heartBeatOutTimes", "forceChangePassword", "AVMode", "forcedAVs", "AVConfigNames", "patchCheckMode",
            "checkList", "ifMonitorPwdforAllUser", "ifMonitorPwdOnlydic", "checkWeakPwdMoment", "patchLevel", "checkGuestAccount", "checkIfDepEnabled",
            "eventSeqID", "serverVersion",
        ];

        Assert.All(names, name => Assert.Single(document.Values(name)));
        Assert.Equal("365969448", document.Value("damProxyIp"));
        Assert.Equal("Critical,isolate;Low,monitor", document.Value("patchLevel"));
        Assert.Equal("dhcp", document.Value("ipSetMode"));
        Assert.Equal("PluginForbidden", document.Value("AVMode"));
        Assert.StartsWith("McAfee;", document.Value("forcedAVs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Packet_3_says_every_field_the_field_knows()
    {
        EadDocument document = ReportDocuments.Write(CheckSamples.Report, Envelope, CheckSamples.Policy);
        string[] names =
        [
            "userName", "hwAddr", "dictionaryDigest", "eventSeqID", "supNetScan", "AScheckResult", "APcheckResult", "FWcheckResult", "HDcheckResult",
            "blackSoftsInstall", "blackSoftsRun", "whiteSoftsInstall", "whiteSoftsRun",
        ];
        string[] results = [.. document.Values("checkResult")];

        Assert.All(names, name => Assert.Single(document.Values(name)));
        Assert.Contains("Windows|Debian GNU/Linux 12 (bookworm)|en_US.UTF-8|KB1;KB2", results);
        Assert.Contains("Virus-Engine-Version|1.0.7", results);
        Assert.Contains("Virus-Def-Version|2026-03-08", results);
        Assert.Contains("AV-Software|ClamAV", results);
        Assert.Equal("steam-launcher", document.Value("blackSoftsInstall"));
        Assert.Equal(string.Empty, document.Value("whiteSoftsInstall"));
    }

    [Fact]
    public void A_policy_of_another_server_is_understood()
    {
        Policy policy = PolicyDocuments.Read(Parse(
            """
            <data><i n="strategyMode">autoAdapt</i><i n="antiProxy">true</i><i n="macCheck">false</i><i n="ipSetMode">static</i><i n="damProxyIp">365969448</i>
            <i n="damProxyPort">9029</i><i n="heartBeatInterval">720</i><i n="AVMode">PluginForbidden</i><i n="forcedAVs">McAfee</i><i n="patchCheckMode">Upcast</i>
            <i n="checkList">Virus-Engine-Version;Windows</i><i n="patchLevel">Critical,monitor;Important,remind;Odd,isolate</i><i n="new">x</i></data>
            """));

        Assert.Equal([CheckItem.Forwarding], policy.Findings.Keys);
        Assert.Equal((AddressMode.Static, "21.208.64.40", 720), (policy.AddressAssignment!.Mode, policy.ReportProxy!.Address, policy.Session.HeartbeatSeconds));
        Assert.Equal(["McAfee"], policy.Products[CheckItem.AntiVirus].Products);
        Assert.Equal([PostureAction.Monitor, PostureAction.Remind], policy.Patches!.Levels.Values.Select(level => level.Action));
        Assert.Equal(
            [CheckItem.Patches, CheckItem.AntiVirus, CheckItem.Forwarding, CheckItem.AddressAssignment],
            CollectionPlan.From(policy).Items.Order());
    }

    [Fact]
    public void A_report_of_another_client_is_understood()
    {
        PostureReport report = ReportDocuments.Read(Parse(
            """
            <data><i n="userName">u@x</i><i n="checkResult">Windows|10 Pro|0x0409|KB1;KB2</i><i n="checkResult">Virus-Engine-Version|5800.7501</i>
            <i n="checkResult">Virus-Def-Version|2017-07-10</i><i n="checkResult">AV-Software|McAfee</i><i n="checkResult">Odd|1</i><i n="FWcheckResult"/>
            <i n="blackSoftsRun">game</i></data>
            """));

        Assert.Equal(["KB1", "KB2"], report.Updates!.Installed);
        Assert.Equal(new Product("McAfee", true, "5800.7501", null, "2017-07-10", new DateOnly(2017, 7, 10)), Assert.Single(report.Products[CheckItem.AntiVirus]));
        Assert.False(report.Products.ContainsKey(CheckItem.Firewall));
        Assert.Equal(["game"], report.Software!.Running);
    }

    [Fact]
    public void A_verdict_without_a_kind_is_none() => Assert.Null(VerdictDocuments.Read(Parse("<data><i n=\"verdict\">maybe</i></data>")));

    [Fact]
    public void A_reminder_whose_action_is_still_to_come_does_not_read_like_an_isolation()
    {
        Verdict verdict = CheckSamples.Verdict with { Kind = VerdictKind.Reminded };
        IEnumerable<string> words = VerdictDocuments.Write(verdict, Envelope).Items.SelectMany(item => item.Value.Split([';', ',', '|']));

        Assert.DoesNotContain(words, word => word is "isolate" or "isolated" or "offline" or "failed" or "fail");
    }

    [Fact]
    public void Documents_that_end_anywhere_are_read_as_far_as_they_go()
    {
        foreach (string text in Samples())
        {
            for (int length = 0; length < text.Length; length += 7)
            {
                ReadAll(text[..length]);
            }
        }
    }

    [Fact]
    public void Damaged_documents_never_throw()
    {
        foreach (string text in Samples())
        {
            foreach (string damaged in Mutations.Of(text, Alphabet, count: 1_000, seed: 11))
            {
                ReadAll(damaged);
            }
        }
    }

    [Fact]
    public void What_was_read_of_a_damaged_document_can_be_written_again()
    {
        foreach (string damaged in Mutations.Of(Samples()[1], Alphabet, count: 300, seed: 12))
        {
            _ = EadDocument.Read(damaged, out EadDocument document, out _);
            PostureReport report = ReportDocuments.Read(document);

            AssertSame(report.NotDetermined, ReportDocuments.Read(Travel(ReportDocuments.Write(report, Envelope, policy: null))).NotDetermined);
        }
    }

    [Fact]
    public void Lists_are_bounded()
    {
        string many = string.Join(';', Enumerable.Repeat("KB1", 100_000));
        PostureReport report = ReportDocuments.Read(new EadDocument([new EadItem("checkResult", "Windows|7||" + many)]));

        Assert.Equal(4000, report.Updates!.Installed!.Count);
        Assert.Equal(1024, ReportDocuments.Read(new EadDocument(
            [new EadItem("checkResult", "Gatehouse|format=1"), new EadItem("checkResult", "OperatingSystem|name=" + new string('x', 9999))])).OperatingSystem!.Name.Length);
    }

    private static string[] Samples() =>
    [
        PolicyDocuments.Write(CheckSamples.Policy, Envelope).CanonicalXml(),
        ReportDocuments.Write(CheckSamples.Report, Envelope, CheckSamples.Policy).CanonicalXml(),
        VerdictDocuments.Write(CheckSamples.Verdict, Envelope).CanonicalXml(),
    ];

    private static void ReadAll(string text)
    {
        _ = EadDocument.Read(text, out EadDocument document, out _);
        Assert.NotNull(CollectionPlan.From(PolicyDocuments.Read(document)));
        Assert.NotNull(ReportDocuments.Read(document));
        Assert.NotNull(CheckRequest.Read(document));
        Assert.NotNull(CheckEnvelope.Read(document));
        _ = VerdictDocuments.Read(document);
    }

    private static EadDocument Travel(EadDocument document) => Parse(document.CanonicalXml());

    private static EadDocument Parse(string text)
    {
        Assert.Equal(OperationStatus.Done, EadDocument.Read(text, out EadDocument document, out _));
        return document;
    }

    private static void AssertSame<T>(T expected, T actual) => Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(actual));
}
