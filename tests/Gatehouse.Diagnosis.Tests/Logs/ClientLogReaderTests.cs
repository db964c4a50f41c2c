using Gatehouse.Capture;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Text;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Tests.Logs;

public sealed class ClientLogReaderTests
{
    [Fact]
    public void Reads_an_exchange_with_its_repetitions()
    {
        ClientLog log = ClientLogReader.Read(LogText.StoryB().ToString());

        SecurityExchange exchange = Assert.Single(log.Exchanges);
        Assert.Equal(LogText.Event, exchange.EventSequenceId);
        Assert.Equal(ExchangeOutcome.Unanswered, exchange.Outcome);
        Assert.Equal("192.0.2.40:9019", exchange.Server.ToString());
        Assert.Equal([3], exchange.States);
        Assert.Equal((ushort)9029, exchange.Policy!.ProxyPort);
        ExchangePacket policy = exchange.Received(EadPacketType.Policy)!;
        Assert.Equal((300, "c41d2", "30417", 3), (policy.ReceivedBytes, policy.HeadId, policy.Id, policy.Line));
        Transmission report = exchange.Sent(EadPacketType.Report)!;
        Assert.Equal(4, report.Copies.Count);
        Assert.Equal(5, report.SpacingSeconds);
        Assert.Null(report.Answer);
        Assert.Equal(LogText.ReportXml(207, duplicate: ";KB9000001").Length, report.XmlBytes);
        Assert.Equal([8, 9, 10, 11], report.Copies.Select(copy => copy.Line));
        Assert.Same(policy, exchange.Sent(EadPacketType.Request)!.Answer);
        Assert.Equal(new PushResult(EadPacketType.Report, 4, new DateTime(2026, 3, 3, 9, 0, 40), 12), Assert.Single(exchange.Results));
        Assert.Equal(["KB9000001"], exchange.Report!.Windows!.Duplicates);
        Assert.Empty(log.Notes);
        Assert.Equal(12, log.Entries.Count);
    }

    [Fact]
    public void Logs_of_a_run_share_what_may_be_kept_and_say_when_it_is_used_up()
    {
        var budget = new ClientLogBudget();
        string report = $"<data>{string.Concat(Enumerable.Repeat("<i n=\"a\">b</i>", 4_000))}</data>";
        var large = new LogText();
        for (int second = 0; second < 101; second++)
        {
            large.Add(second, $"SecPkt secPushInner: out-pkt [3] {report}");
        }

        ClientLog first = ClientLogReader.Read(large.ToString(), budget, TestContext.Current.CancellationToken);
        ClientLog next = ClientLogReader.Read(LogText.StoryB().ToString(), budget, TestContext.Current.CancellationToken);

        Assert.Equal(100, Assert.Single(first.Exchanges).Packets.Count);
        Assert.Contains(first.Notes, note => note.EndsWith("some were dropped", StringComparison.Ordinal));
        Assert.DoesNotContain(next.Exchanges.SelectMany(exchange => exchange.Packets), packet => packet.Document is not null);
        Assert.Contains(next.Notes, note => note.EndsWith("some were dropped", StringComparison.Ordinal));
    }

    [Fact]
    public void Takes_an_answered_report_for_completed()
    {
        ClientLog log = ClientLogReader.Read(
            new LogText().Request(0).Receive(0, 2, LogText.Policy, 300).Report(20, 12).Receive(21, 4, "<i n=\"r\">0</i>", 90).ToString());

        SecurityExchange exchange = Assert.Single(log.Exchanges);
        Assert.Equal(ExchangeOutcome.Completed, exchange.Outcome);
        Assert.Equal(EadPacketType.Verdict, exchange.Sent(EadPacketType.Report)!.Answer!.Type);
    }

    [Fact]
    public void Counts_a_datagram_that_is_announced_but_not_printed()
    {
        string text = new LogText().Request(0).Receive(0, 2, LogText.Policy, 300).Report(20, 12)
            .Add(21, "SecPkt secRcvThrd: [192.0.2.40 : 9019] sent me 77 bytes.").Add(21, "SecPkt secDataProc: The type is 9").ToString();

        ExchangePacket answer = Assert.Single(ClientLogReader.Read(text).Exchanges).Sent(EadPacketType.Report)!.Answer!;
        Assert.Equal((77, (EadPacketType?)9), (answer.ReceivedBytes, answer.Type));
    }

    [Fact]
    public void Does_not_take_a_repeated_policy_for_the_answer_to_the_report()
    {
        string text = new LogText().Request(0).Report(20, 12).Receive(21, 2, LogText.Policy, 300).Report(25, 12).ToString();

        Assert.Null(Assert.Single(ClientLogReader.Read(text).Exchanges).Sent(EadPacketType.Report)!.Answer);
    }

    [Fact]
    public void Separates_exchanges_by_their_identifier_even_when_interleaved()
    {
        string text = new LogText().Request(0, "one").Request(1, "two").Receive(2, 2, LogText.Policy, 300, "one").Receive(3, 2, LogText.Policy, 301, "two")
            .Report(4, 5, "two").Report(5, 6, "one").ToString();

        ClientLog log = ClientLogReader.Read(text);
        Assert.Equal(["one", "two"], log.Exchanges.Select(exchange => exchange.EventSequenceId));
        Assert.Equal([6, 5], log.Exchanges.Select(exchange => exchange.Report!.Windows!.Patches.Count));
        Assert.Equal([300, 301], log.Exchanges.Select(exchange => exchange.Received(EadPacketType.Policy)!.ReceivedBytes));
    }

    [Fact]
    public void Keeps_different_reports_of_one_exchange_apart()
    {
        SecurityExchange exchange = Assert.Single(ClientLogReader.Read(new LogText().Request(0).Report(5, 5).Report(10, 6).ToString()).Exchanges);

        Assert.Equal(2, exchange.Transmissions.Count(sent => sent.Type == EadPacketType.Report));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    public void Gives_the_same_exchange_wherever_lines_break(int every)
    {
        string text = LogText.StoryB(30, ";KB9000001").ToString();
        for (int seed = 0; seed < 150; seed++)
        {
            string wrapped = Pasting.Wrap(text, every, new Random(seed));
            ClientLog log = ClientLogReader.Read(wrapped);
            Assert.True(ClientLogReader.Detect(wrapped), $"seed {seed}");
            SecurityExchange exchange = Assert.Single(log.Exchanges);
            Transmission report = exchange.Sent(EadPacketType.Report)!;
            Assert.Equal((4, 5.0), (report.Copies.Count, report.SpacingSeconds));
            Assert.Equal(LogText.ReportXml(30, duplicate: ";KB9000001"), report.Document!.CanonicalXml());
            Assert.Equal(300, exchange.Received(EadPacketType.Policy)!.ReceivedBytes);
            Assert.Equal("192.0.2.40:9019", exchange.Server.ToString());
            Assert.Equal((4, 3), (Assert.Single(exchange.Results).Code, Assert.Single(exchange.States)));
            Assert.Equal(12, log.Entries.Count);
        }
    }

    [Fact]
    public void Reads_a_log_out_of_an_article_with_misread_characters()
    {
        string text = "# 问题分析\n\n某终端提示“安全认证失败，未收到策略\n服务器回应。即将强行下线”。\n\n```\n"
            + LogText.StoryB().ToString().Replace("[DtlCmn]", "[DtCmn]", StringComparison.Ordinal).Replace("\n", "\n```\n\n1.说明 2 文字 [3] [附图]\n\n```\n", StringComparison.Ordinal)
            + "```\n\n其中包含补丁信息\n";
        int copy = text.LastIndexOf("Windows|", StringComparison.Ordinal);
        text = string.Concat(text.AsSpan(0, copy), "Windows]", text.AsSpan(copy + "Windows|".Length));

        ClientLog log = ClientLogReader.Read(text);
        SecurityExchange exchange = Assert.Single(log.Exchanges);
        Assert.Equal(4, exchange.Sent(EadPacketType.Report)!.Copies.Count);
        Assert.Equal("10 Enterprise", exchange.Report!.Windows!.Edition);
        Assert.Equal([3], exchange.States);
        Assert.Equal("30417", exchange.Received(EadPacketType.Policy)!.Id);
        Assert.Equal("安全认证失败，未收到策略服务器回应。即将强行下线", log.UserMessage);
    }

    [Fact]
    public void Reads_a_log_quoted_in_a_mail()
    {
        string quoted = "Hello,\n\n" + string.Concat(LogText.StoryB().ToString().TrimEnd('\n').Split('\n').Select(line => $"> {line}\n"));

        ClientLog log = ClientLogReader.Read(quoted);
        Assert.Equal(4, Assert.Single(log.Exchanges).Sent(EadPacketType.Report)!.Copies.Count);
        Assert.Equal(3, log.Entries[0].Line);
    }

    [Fact]
    public void Takes_a_message_to_the_user_from_quotations_and_entries_but_not_from_prose()
    {
        Assert.Null(ClientLogReader.Read(LogText.StoryB().Prose("\n会出现安全认证失败的提示").ToString()).UserMessage);
        Assert.Equal(
            "SecUI notify: Security check failed, no response",
            ClientLogReader.Read(LogText.StoryB().Add(41, "SecUI notify: Security check failed, no response", "Warn").ToString()).UserMessage);
    }

    [Fact]
    public void Measures_the_copy_that_pasting_damaged_least()
    {
        string clean = LogText.ReportXml(12);
        string text = LogText.StoryB(12, string.Empty).ToString();
        int second = text.IndexOf(clean, text.IndexOf(clean, StringComparison.Ordinal) + 1, StringComparison.Ordinal);
        string others = text.Replace(clean, clean.Replace(";KB", ";K B", StringComparison.Ordinal), StringComparison.Ordinal);
        text = string.Concat(others.AsSpan(0, others.IndexOf("[2026-03-03 09:00:25]", StringComparison.Ordinal)), text.AsSpan(text.LastIndexOf('\n', second) + 1));

        Transmission report = Assert.Single(ClientLogReader.Read(text).Exchanges).Sent(EadPacketType.Report)!;
        Assert.Equal((4, clean.Length), (report.Copies.Count, report.XmlBytes));
    }

    [Fact]
    public void Says_when_a_document_is_cut_off_and_takes_it_for_a_repetition()
    {
        string text = LogText.StoryB().ToString();
        ClientLog log = ClientLogReader.Read(text[..(text.LastIndexOf("KB9010", StringComparison.Ordinal) + 7)]);

        Assert.Contains("line 11: the document of packet 3 is cut off", log.Notes);
        Assert.Equal(4, Assert.Single(log.Exchanges).Sent(EadPacketType.Report)!.Copies.Count);
    }

    [Fact]
    public void Says_when_the_clock_steps_back() =>
        Assert.Contains("line 3: the clock steps back", ClientLogReader.Read(new LogText().Request(30).Report(10, 3).ToString()).Notes);

    [Theory]
    [InlineData("")]
    [InlineData("[2026-03-03 09:00:00] [Info] [1a] Mail sent")]
    [InlineData("18:19:56.5 711 40.6 10.0.3.50 10.0.2.105 TCP 66 50420 → 4343 [SYN] Seq=0")]
    [InlineData("[2026-13-03 09:00:00] [Dbg] [1b50] SecPkt secDataProc: The type is 2")]
    [InlineData("[2026-03-03 09:00:00] [Dbg] [xyz] SecPkt secDataProc: The type is 2")]
    [InlineData("{\"time\":\"2026-03-03 09:00:00\"}")]
    public void Does_not_detect_other_texts(string text)
    {
        Assert.False(ClientLogReader.Detect(text));
        Assert.Empty(ClientLogReader.Read(text).Exchanges);
    }

    [Fact]
    public void Detects_a_log_by_one_entry_of_the_module_or_several_of_any()
    {
        Assert.True(ClientLogReader.Detect("Xin chào\n[2026-03-03 09:00:00] [Dbg] [1b50] SecPkt secDataProc: The type is 2"));
        Assert.True(ClientLogReader.Detect(string.Concat(Enumerable.Repeat("[2026-03-03 09:00:00.125] [Info] [1a] Portal hello\n", 3))));
    }

    [Fact]
    public void Turns_local_times_into_utc()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("test", TimeSpan.FromHours(8), "test", "test");

        Assert.Equal("2017-07-12T03:14:20Z", ClientLog.ToUtc(new DateTime(2017, 7, 12, 11, 14, 20), zone).ToString());
        Assert.True(ClientLog.ToUtc(DateTime.MinValue, zone) != Timestamp.None);
    }

    [Fact]
    public void Reads_every_truncation_without_inventing_an_answer()
    {
        string text = LogText.StoryB(12).ToString();
        int last = 0;
        for (int length = 0; length <= text.Length; length++)
        {
            ClientLog log = ClientLogReader.Read(text[..length]);
            Assert.InRange(log.Exchanges.Count, 0, 1);
            Transmission? report = log.Exchanges.Count == 0 ? null : log.Exchanges[0].Sent(EadPacketType.Report);
            int copies = report?.Copies.Count ?? 0;
            Assert.InRange(copies, last, last + 1);
            last = copies;
            Assert.Null(report?.Answer);
        }

        Assert.Equal(4, last);
    }

    [Fact]
    public void Never_throws_on_mutations()
    {
        string text = LogText.StoryB(12).ToString();
        foreach (string mutated in Mutations.Of(text, Pasting.Alphabet, 1500, seed: 4, FuzzRuns.LongCount))
        {
            ClientLog log = ClientLogReader.Read(mutated);
            ClientLog again = ClientLogReader.Read(mutated);
            Assert.Equal(log.Entries, again.Entries);
            Assert.Equal(log.Notes, again.Notes);
            Assert.Equal(log.UserMessage, again.UserMessage);
            Assert.All(log.Exchanges, exchange => Assert.NotEmpty(exchange.Packets));
            Assert.All(log.Exchanges.SelectMany(exchange => exchange.Transmissions), sent => Assert.NotEmpty(sent.Copies));
        }
    }

    [Theory]
    [InlineData("[")]
    [InlineData("[ \n")]
    [InlineData("[2026-03-03 09:00:00] [a] [1] ")]
    [InlineData("[2026-03-03 09:00:00] [a] [1] SecPkt secPushInner: out-pkt [3] <data>\n")]
    [InlineData("> \n>")]
    [InlineData("“安全认证失败")]
    public void Reads_hostile_repetition_in_linear_time(string repeated)
    {
        double growth = LinearTime.GrowthOf(
            1_000_000,
            length => string.Concat(Enumerable.Repeat(repeated, length / repeated.Length)),
            text =>
            {
                ClientLogReader.Detect(text);
                ClientLogReader.Read(text);
            });
        Assert.True(LinearTime.IsLinear(growth), $"four times the text takes {growth:0.0} times as long");
    }
}
