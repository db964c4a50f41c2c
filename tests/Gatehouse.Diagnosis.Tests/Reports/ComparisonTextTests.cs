using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Tests.Comparison;

namespace Gatehouse.Diagnosis.Tests.Reports;

public sealed class ComparisonTextTests
{
    [Fact]
    public void The_first_line_is_the_answer()
    {
        string[] lines = Lines(Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap"), 110);

        Assert.Equal("Explained (certain): The server agrees with GOOD on TLS 1.2, which BAD does not offer: its best is TLS 1.1.", lines[0]);
        Assert.Equal("GOOD frame 4; BAD frame 4", lines[1]);
    }

    [Fact]
    public void Columns_are_aligned_and_the_difference_is_marked()
    {
        string[] lines = Lines(Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap"), 100);
        string heading = Assert.Single(lines, line => line.TrimStart().StartsWith("GOOD  ", StringComparison.Ordinal) && line.EndsWith(" BAD", StringComparison.Ordinal));
        string versions = Assert.Single(lines, line => line.StartsWith(" !! versions offered", StringComparison.Ordinal));

        Assert.Equal(heading.IndexOf("GOOD", StringComparison.Ordinal), versions.IndexOf("TLS 1.2", StringComparison.Ordinal));
        Assert.Equal(heading.IndexOf("BAD", StringComparison.Ordinal), versions.IndexOf("TLS 1.1", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith(" x only GOOD gets as far as: version chosen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(72)]
    [InlineData(80)]
    [InlineData(110)]
    public void Rows_stay_within_the_width(int width)
    {
        foreach ((string good, string bad) in new[] { ("tls13-healthy.pcap", "tls-intercepted.pcap"), ("story-b-small-report.pcap", "story-b-client.pcap") })
        {
            // Below the table stand names and commands to copy, which are never broken.
            string[] lines = [.. Lines(Compared.Of(good, bad), width)
                .TakeWhile(line => !line.StartsWith("Worth", StringComparison.Ordinal) && !line.StartsWith("What to", StringComparison.Ordinal))];

            Assert.True(lines.Length > 15);
            Assert.All(lines, line => Assert.True(line.Length <= width, line));
        }
    }

    [Fact]
    public void On_a_narrow_terminal_values_stand_below_each_other()
    {
        string[] lines = Lines(Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap"), 50);
        int step = Array.FindIndex(lines, line => line == " !! versions offered");

        Assert.Equal("      GOOD  TLS 1.2", lines[step + 1]);
        Assert.Equal("      BAD   TLS 1.1", lines[step + 2]);
    }

    [Fact]
    public void In_brief_it_is_one_line() => Assert.Single(
        ComparisonText.Render(Compared.Of("tls12-healthy.pcap", "tcp-refused.pcap"), 60, TextDetail.Brief));

    [Fact]
    public void In_full_every_step_and_every_remedy_is_listed()
    {
        ComparisonReport report = Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap");
        string[] lines = [.. ComparisonText.Render(report, 100, TextDetail.Full).Select(line => line.ToString())];

        Assert.Contains(lines, line => line.StartsWith(" x  version chosen", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("-v shows", StringComparison.Ordinal));
    }

    [Fact]
    public void Hostile_text_prints_harmlessly()
    {
        ComparisonReport sample = Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap");
        ComparisonReport hostile = sample with
        {
            Steps = [.. sample.Steps.Select(step => step with { Good = new ComparedValue("\u001b[2J\u202Egpj\r\n 安全认证失败", []) })],
        };

        Assert.All(Lines(hostile, 60), line => Assert.DoesNotContain(line, c => char.IsControl(c) || c == '\u202E'));
    }

    [Theory]
    [InlineData("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", 20, "TLS_ECDHE_RSA_WITH_|AES_256_GCM_SHA384")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("abcdefghij", 4, "abcd|efgh|ij")]
    [InlineData("安全认证失败", 5, "安全|认证|失败")]
    [InlineData("a b", 2, "a|b")]
    [InlineData("", 5, "")]
    public void Cells_are_broken_at_spaces_then_joints_then_anywhere(string text, int width, string expected) =>
        Assert.Equal(expected.Split('|'), TableCell.Wrap(text, width));

    private static string[] Lines(ComparisonReport report, int width) => [.. ComparisonText.Render(report, width).Select(line => line.ToString())];
}
