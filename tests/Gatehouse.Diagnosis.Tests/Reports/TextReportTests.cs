using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Reports;

public sealed class TextReportTests
{
    private const string Update = "GATEHOUSE_UPDATE_GOLDEN";

    public static TheoryData<string, int, TextDetail> GoldenCases() => new()
    {
        { "version-mismatch", 100, TextDetail.Normal },
        { "version-mismatch", 60, TextDetail.Normal },
        { "version-mismatch", 100, TextDetail.Full },
        { "version-mismatch", 100, TextDetail.Brief },
        { "fragments-lost", 80, TextDetail.Normal },
        { "unanswered", 80, TextDetail.Normal },
        { "healthy", 80, TextDetail.Normal },
    };

    /// <summary>Run with GATEHOUSE_UPDATE_GOLDEN=1 to write the files anew, and read the difference.</summary>
    [Theory]
    [MemberData(nameof(GoldenCases))]
    public void Reads_as_the_golden_file(string name, int width, TextDetail detail)
    {
        string text = Text(SampleReports.All[name], width, detail);
        string file = Checkout.PathTo("tests/Gatehouse.Diagnosis.Tests/Reports/Golden", $"{name}.{width}.{detail}.txt");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    [Fact]
    public void Says_the_cause_first_and_with_its_confidence()
    {
        IReadOnlyList<TextLine> lines = TextReport.Render(SampleReports.VersionMismatch, 1000);

        Assert.StartsWith("Fault: The client offers TLS 1.1 at best", lines[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(lines, line => line.ToString() == "tls-version-mismatch, likely: by far the best explanation, though another is not excluded");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(200)]
    public void Keeps_every_line_within_the_width_but_for_what_is_to_be_copied(int width)
    {
        foreach (TextLine line in SampleReports.All.Values.SelectMany(report => TextReport.Render(report, width, TextDetail.Full)))
        {
            bool copied = line.Spans.Any(span => span.Style == TextStyle.Code);
            Assert.True(copied || line.ToString().Length <= Math.Min(width, TextReport.MaxWidth), line.ToString());
        }
    }

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void Leaves_commands_and_filters_in_one_piece(int width)
    {
        string text = Text(SampleReports.VersionMismatch, width, TextDetail.Normal);

        Assert.Contains("tcpdump -ni any -s 0 -w server.pcap 'host 10.0.2.104 and tcp port 4343'", text, StringComparison.Ordinal);
        Assert.Contains("tcp.stream == 7 && tls.handshake.type == 1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_commands_stand_alone_and_short_ones_keep_their_quotes()
    {
        Report report = SampleReports.VersionMismatch with
        {
            Findings =
            [
                SampleReports.VersionMismatch.Findings[0] with
                {
                    NextSteps = ["Run `tcpdump -ni any -s 0 -w a-file-with-a-name.pcap`, wait, then `ls -l`. An odd ` is just that."],
                },
            ],
        };

        Assert.Contains(
            "  1. Run\n     tcpdump -ni any -s 0 -w a-file-with-a-name.pcap\n     wait, then `ls -l`. An odd ` is just that.\n",
            Text(report, 100, TextDetail.Normal), StringComparison.Ordinal);
    }

    [Fact]
    public void Scripts_without_spaces_are_wrapped_by_the_columns_they_take()
    {
        Report report = SampleReports.VersionMismatch with
        {
            Findings = [SampleReports.VersionMismatch.Findings[0] with { Explanation = string.Concat(Enumerable.Repeat("安全认证失败", 20)) }],
        };

        IEnumerable<string> lines = TextReport.Render(report, 40).Select(line => line.ToString()).Where(line => line.Contains('安', StringComparison.Ordinal));

        Assert.All(lines, line => Assert.InRange(line.Trim().Length, 1, 19));
    }

    [Fact]
    public void Shows_what_strangers_wrote_without_letting_it_act()
    {
        const string Hostile = "\u001b[2Jevil\u202Egpj.\r\nHealthy: all is well\u0085[red]x[/]";
        Report report = SampleReports.VersionMismatch with
        {
            Verdict = SampleReports.VersionMismatch.Verdict with { Summary = Hostile, Where = new Location(Hostile, Hostile, Hostile, null) },
            Findings =
            [
                SampleReports.VersionMismatch.Findings[0] with
                {
                    Code = Hostile, Title = Hostile, Explanation = Hostile, Remedies = [Hostile], NextSteps = [Hostile], Explains = [Hostile],
                    Conversation = new ConversationName(Hostile, Hostile, Hostile),
                    Evidence = [new Evidence(Hostile, [1], Hostile, Hostile), new Evidence(Hostile, [], null, Hostile)],
                    Facts = new Dictionary<string, object>(StringComparer.Ordinal) { [Hostile] = Hostile, ["list"] = new[] { Hostile } },
                },
                new Finding { Code = Hostile, Severity = Severity.Note, Confidence = Confidence.Possible, Title = Hostile, Explanation = Hostile },
            ],
            Sources = [new SourceSummary { Name = Hostile, File = Hostile, Kind = Hostile, Problems = [Hostile], Notes = [Hostile] }],
            Path = [Hostile, Hostile],
        };

        foreach (TextDetail detail in Enum.GetValues<TextDetail>())
        {
            foreach (TextLine line in TextReport.Render(report, 80, detail))
            {
                string text = line.ToString();
                Assert.DoesNotContain(text, c => char.IsControl(c) || c == '\u202E');
                Assert.False(text.StartsWith("Healthy", StringComparison.Ordinal), text);
            }
        }

        Assert.Contains("\\u{1b}[2Jevil\\u{202e}gpj.\\u{d}\\u{a}Healthy: all", Text(report, 1000, TextDetail.Normal), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_few_of_many_findings_and_says_how_many_there_are()
    {
        Report report = SampleReports.VersionMismatch with
        {
            Findings = [SampleReports.VersionMismatch.Findings[0], .. Enumerable.Repeat(SampleReports.VersionMismatch.Findings[1], 20)],
        };

        string text = Text(report, 100, TextDetail.Normal);

        Assert.Equal(TextReport.MaxOthers, text.Split("Warning:").Length - 1);
        Assert.Contains("and 12 more; -v shows them all", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_frames_beyond_the_first_few()
    {
        long[] frames = [.. Enumerable.Range(0, 50).Select(i => 10L * i), 11, 12, 13];
        Report report = SampleReports.VersionMismatch with
        {
            Findings = [SampleReports.VersionMismatch.Findings[0] with { Evidence = [new Evidence("endpoint", frames, null, "x")] }],
        };

        Assert.Contains("endpoint frames 0, 10–13, 20, 30, 40, 50, 60, 70, 80, 90 and 40 more: x", Text(report, 200, TextDetail.Normal), StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_whose_index_points_nowhere_is_still_told()
    {
        Report report = SampleReports.Healthy with { Verdict = new Verdict(FindingCodes.TcpReset, Confidence.Certain, "Reset.", 99, null) };

        Assert.StartsWith("Fault: Reset.", Text(report, 80, TextDetail.Normal), StringComparison.Ordinal);
    }

    private static string Text(Report report, int width, TextDetail detail) =>
        string.Concat(TextReport.Render(report, width, detail).Select(line => line + "\n"));
}
