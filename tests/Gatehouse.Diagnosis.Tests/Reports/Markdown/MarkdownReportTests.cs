using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Reports.Markdown;
using Gatehouse.Diagnosis.Tests.Ladders;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Reports.Markdown;

public sealed class MarkdownReportTests
{
    private const string Update = "GATEHOUSE_UPDATE_GOLDEN";
    private const int LargestHostile = 600_000;

    [Theory]
    [InlineData("[a](http://192.0.2.1)", @"\[a\](http&#58;//192.0.2.1)")]
    [InlineData("![x](y)", @"\!\[x\](y)")]
    [InlineData("<img src=x>", @"\<img src=x\>")]
    [InlineData("a|b", @"a\|b")]
    [InlineData("*_~`#", @"\*\_\~\`\#")]
    [InlineData("www.example.com WWW.x", "www&#46;example.com WWW&#46;x")]
    [InlineData("@everyone root@example.com", "&#64;everyone root&#64;example.com")]
    [InlineData("&lt;b&gt;", @"\&lt;b\&gt;")]
    [InlineData("$x$ \\", @"\$x\$ \\")]
    [InlineData("- item", @"\- item")]
    [InlineData("12. item", @"12\. item")]
    [InlineData("10.0.2.105:4343 is fine - really.", @"10\.0.2.105:4343 is fine - really.")]
    [InlineData("line\n# two", @"line\\u\{a\}\# two")]
    [InlineData("\u202Egpj", @"\\u\{202e\}gpj")]
    public void Text_is_shown_and_nothing_else_comes_of_it(string text, string markdown) => Assert.Equal(markdown, MarkdownText.Of(text));

    [Theory]
    [InlineData("plain", "`plain`")]
    [InlineData("a`b", "``a`b``")]
    [InlineData("`", "`` ` ``")]
    [InlineData("", "")]
    public void Code_stands_between_more_backquotes_than_it_has(string code, string markdown) => Assert.Equal(markdown, MarkdownText.Code(code));

    [Fact]
    public void A_block_has_a_longer_fence_than_its_content() => Assert.Equal("  ````\n  a```b\n  ````\n", MarkdownText.Block("a```b", "  "));

    [Fact]
    public void A_name_of_ten_megabytes_is_cut() =>
        Assert.InRange(MarkdownReport.Render(HostileReport.Of(new string('|', 10_000_000))).Length, 1, LargestHostile);

    [Fact]
    public void Strangers_open_no_line_of_their_own()
    {
        string[] lines = MarkdownReport.Render(HostileReport.Of("x\n# Healthy\n\n![i](http://192.0.2.1/i)\n```\n")).Split('\n');

        Assert.DoesNotContain(lines, line => line.StartsWith("# Healthy", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("![", StringComparison.Ordinal) && !line.Contains("\\![", StringComparison.Ordinal) && !line.Contains("\\u{a}", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_row_of_a_table_has_as_many_cells_as_its_head()
    {
        string[] lines = MarkdownReport.Render(HostileReport.Of("a|b")).Split('\n');
        for (int i = 1; i < lines.Length; i++)
        {
            if (lines[i].StartsWith('|') && lines[i - 1].StartsWith('|'))
            {
                Assert.Equal(Cells(lines[i - 1]), Cells(lines[i]));
            }
        }

        static int Cells(string line) => line.Replace("\\|", string.Empty, StringComparison.Ordinal).Count(c => c == '|');
    }

    [Fact]
    public void Long_commands_stand_in_a_block_and_short_ones_in_the_line()
    {
        Report report = SampleReports.VersionMismatch with
        {
            Findings =
            [
                SampleReports.VersionMismatch.Findings[0] with
                {
                    NextSteps = ["Run `tcpdump -ni any -s 0 -w a-file-with-a-name.pcap`, wait, then `ls -l`."],
                },
            ],
        };

        Assert.Contains(
            "1. Run\n\n   ```\n   tcpdump -ni any -s 0 -w a-file-with-a-name.pcap\n   ```\n\n   wait, then `ls -l`.\n",
            MarkdownReport.Render(report), StringComparison.Ordinal);
    }

    /// <summary>Run with GATEHOUSE_UPDATE_GOLDEN=1 to write the files anew, and read the difference.</summary>
    [Theory]
    [InlineData("story-b")]
    [InlineData("version-mismatch")]
    public void Reads_as_the_golden_file(string name)
    {
        string text = MarkdownReport.Render(name == "story-b" ? Drawn.StoryB() : SampleReports.All[name]);
        string file = Checkout.PathTo("tests/Gatehouse.Diagnosis.Tests/Reports/Golden", $"{name}.md");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }
}
