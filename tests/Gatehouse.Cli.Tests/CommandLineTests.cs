using Gatehouse.Capture;
using Gatehouse.Cli.Inspection;
using Gatehouse.Cli.Options;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Tests;

public sealed class CommandLineTests
{
    public static TheoryData<string, int> Statuses() => new()
    {
        { nameof(Reports.Healthy), ExitCodes.Healthy },
        { nameof(Reports.Warned), ExitCodes.Healthy },
        { nameof(Reports.Faulty), ExitCodes.Fault },
        { nameof(Reports.Inconclusive), ExitCodes.Inconclusive },
    };

    [Theory]
    [MemberData(nameof(Statuses))]
    public void The_exit_status_says_what_was_found(string report, int status)
    {
        Shell shell = new() { Answer = (Report)typeof(Reports).GetProperty(report)!.GetValue(null)! };

        Assert.Equal(status, shell.Run("diagnose", "a.pcap"));
        Assert.Contains("The summary.", shell.Out, StringComparison.Ordinal);
        Assert.Empty(shell.Error);
    }

    [Fact]
    public void An_extract_is_written_beside_the_report()
    {
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.pcapng");
        Shell shell = new() { Answer = Reports.Faulty };
        try
        {
            Assert.Equal(ExitCodes.Fault, shell.Run("diagnose", "a.pcap", "--extract", path));

            Assert.True(new FileInfo(path).Length > 0);
            Assert.Contains("The summary.", shell.Out, StringComparison.Ordinal);
            Assert.Contains($"wrote {path}", shell.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_inconclusive_verdict_beside_a_fault_is_a_fault() =>
        Assert.Equal(ExitCodes.Fault, new Shell { Answer = Reports.Of(FindingCodes.Inconclusive, Severity.Fault) }.Run("diagnose", "a.pcap"));

    [Theory]
    [InlineData("diagnos")]
    [InlineData("diagnose")]
    [InlineData("diagnose", "a.pcap", "--server")]
    [InlineData("diagnose", "a.pcap", "--format", "pdf")]
    [InlineData("diagnose", "a.pcap", "--format", "1")]
    [InlineData("diagnose", "a.pcap", "--lang", "fr")]
    [InlineData("diagnose", "a.pcap", "--lang", "EN")]
    [InlineData("diagnose", "a.pcap", "--no-such-option")]
    [InlineData("diagnose", "-", "-")]
    [InlineData("diagnose", "--at", "client")]
    [InlineData("diagnose", "--at", "=a.pcap")]
    [InlineData("diagnose", "a.pcap", "--server", "10.0.0.1:99999")]
    [InlineData("diagnose", "a.pcap", "--server", "10.0.0.1:")]
    [InlineData("diagnose", "a.pcap", "--since", "yesterday")]
    [InlineData("diagnose", "a.pcap", "--endpoint", "10.0.3.5O")]
    [InlineData("diagnose", "a.pcap", "--log-zone", "Mars/Olympus")]
    [InlineData("diagnose", "a.pcap", "--log-zone", "+15:00")]
    [InlineData("diagnose", "a.pcap", "--expect-cert", "/no/such/file")]
    [InlineData("diagnose", "a.pcap", "--out", "/no/such/folder/file")]
    [InlineData("diagnose", "a.pcap", "--out", "/")]
    [InlineData("diagnose", "")]
    [InlineData("diagnose", "a.pcap", "--endpoint", "")]
    [InlineData("diagnose", "a.pcap", "--expect-issuer", " ")]
    [InlineData("diagnose", "a.pcap", "--since", "2027-01-01T00:00:00Z", "--until", "2026-01-01T00:00:00Z")]
    [InlineData("diagnose", "a.pcap", "--extract", "-")]
    [InlineData("diagnose", "a.pcap", "--extract", "/no/such/folder/file")]
    [InlineData("diagnose", "a.pcap", "--extract", "/dev/null", "--out", "/dev/null")]
    [InlineData("inspect", "tls", "a.pcap")]
    public void Bad_usage_is_one_line_that_says_what_to_do(params string[] args)
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run(args));
        Assert.Empty(shell.Out);
        Assert.StartsWith("gatehouse: ", shell.Error, StringComparison.Ordinal);
        Assert.EndsWith("\n", shell.Error, StringComparison.Ordinal);
        Assert.Equal(1, shell.Error.Count(c => c == '\n'));
        Assert.Contains("; ", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_that_cannot_be_opened_is_one_line_and_2()
    {
        Shell shell = new() { Failure = new CaptureException("a.pcap\u001b is empty; take the capture again") };

        Assert.Equal(ExitCodes.Failure, shell.Run("diagnose", "a.pcap"));
        Assert.Equal("gatehouse: a.pcap\\u{1b} is empty; take the capture again\n", shell.Error);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Our_own_error_is_one_line_unless_details_are_asked_for(bool verbose)
    {
        Shell shell = new() { Failure = new InvalidOperationException("broken") };

        Assert.Equal(ExitCodes.Failure, shell.Run(["diagnose", "a.pcap", .. verbose ? ["-v"] : Array.Empty<string>()]));
        Assert.StartsWith("gatehouse: internal error: InvalidOperationException: broken; ", shell.Error, StringComparison.Ordinal);
        Assert.Equal(verbose, shell.Error.Count(c => c == '\n') > 1);
    }

    [Fact]
    public void An_interruption_ends_with_130_and_says_nothing()
    {
        Shell shell = new() { Cancellation = new CancellationToken(canceled: true) };

        Assert.Equal(ExitCodes.Interrupted, shell.Run("diagnose", "a.pcap"));
        Assert.Empty(shell.Out + shell.Error);
    }

    [Theory]
    [InlineData]
    [InlineData("--help")]
    [InlineData("diagnose", "--help")]
    [InlineData("up", "-h")]
    [InlineData("inspect", "--help")]
    [InlineData("inspect", "words", "--help")]
    public void Every_help_has_examples(params string[] args)
    {
        Shell shell = new() { Inspectors = [new WordInspector()] };

        Assert.Equal(ExitCodes.Healthy, shell.Run(args));
        Assert.Contains("Usage:", shell.Out, StringComparison.Ordinal);
        Assert.Matches(@"Examples:\n  \S*gatehouse|Examples:\n  gatehouse", shell.Out);
    }

    [Fact]
    public void Every_command_is_built_by_its_own_name()
    {
        Surroundings surroundings = new() { Out = TextWriter.Null, Error = TextWriter.Null, Variable = _ => null };

        Assert.All(
            CommandLine.Commands(new GlobalOptions(), surroundings, Inspectors.All),
            command => Assert.Equal(command.Name, command.Create().Name));
    }

    [Theory]
    [InlineData("diagnos", "did you mean gatehouse diagnose?")]
    [InlineData("sever", "did you mean gatehouse server?")]
    public void Every_command_is_known_when_none_is_named(string word, string expected)
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run(word));
        Assert.Contains(expected, shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Quiet_is_the_verdict_on_one_line()
    {
        Shell shell = new() { Answer = Reports.Faulty };
        shell.Run("diagnose", "a.pcap", "-q");

        Assert.Equal("Fault: The summary.\n", shell.Out);
    }

    [Theory]
    [InlineData(true, null, false, true)]
    [InlineData(true, null, true, false)]
    [InlineData(true, "1", false, false)]
    [InlineData(false, null, false, false)]
    public void Colours_are_for_terminals_that_want_them(bool terminal, string? noColor, bool option, bool expected)
    {
        Shell shell = new() { OnTerminal = terminal };
        if (noColor is not null)
        {
            shell.Variables["NO_COLOR"] = noColor;
        }

        shell.Run(["diagnose", "a.pcap", .. option ? ["--no-color"] : Array.Empty<string>()]);

        Assert.Equal(expected, shell.Out.Contains('\u001b', StringComparison.Ordinal));
        Assert.Contains("The summary.", shell.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("html", "<!DOCTYPE html>\n<html", true)]
    [InlineData("markdown", "# Healthy: The summary.\n", true)]
    [InlineData("json", "{", false)]
    [InlineData("text", "Healthy: The summary.\n", false)]
    public void Formats_for_tickets_show_packets_and_others_do_not_ask_for_them(string format, string start, bool asks)
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Healthy, shell.Run("diagnose", "a.pcap", "--format", format));
        Assert.StartsWith(start, shell.Out, StringComparison.Ordinal);
        Assert.Equal(asks, shell.Asked!.DrawLadder);
    }

    [Fact]
    public void Json_is_json()
    {
        Shell shell = new();
        shell.Run("diagnose", "a.pcap", "--format", "json");

        Assert.StartsWith("{\n  \"schema\": \"gatehouse.diagnosis/1\",", shell.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", "{\"word\":\"one\"}\n{\"word\":\"three\"}\n")]
    [InlineData("table", "word   letters\none    3\nthree  5\n")]
    [InlineData("text", "one\n  3 letters\nthree\n  5 letters\n")]
    public void Inspect_prints_records_in_every_format(string format, string expected)
    {
        Shell shell = new() { Inspectors = [new WordInspector()] };

        Assert.Equal(ExitCodes.Healthy, shell.Run("inspect", "words", "one", "three", "--format", format));
        Assert.Equal(expected, shell.Out);
    }

    private sealed class WordInspector : IInspector
    {
        public string Name => "words";

        public string Description => "words";

        public IReadOnlyList<string> Columns => ["word", "letters"];

        public IEnumerable<InspectionRecord> Inspect(InspectionRequest request, CancellationToken cancellation) =>
            request.Inputs.Select(input => new InspectionRecord(
                $$"""{"word":"{{input.Path}}"}""", [input.Path, $"{input.Path.Length}"], [input.Path, $"{input.Path.Length} letters"]));
    }

    [Theory]
    [InlineData("en", "Healthy: ")]
    [InlineData("zh-Hans", "正常：")]
    [InlineData("vi", "Bình thường: ")]
    public void Speaks_the_language_asked_for(string tag, string start)
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Healthy, shell.Run("diagnose", "a.pcap", "--lang", tag));
        Assert.StartsWith(start, shell.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_the_languages_when_another_is_asked_for()
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run("diagnose", "a.pcap", "--lang", "fr"));
        Assert.StartsWith("gatehouse: --lang 'fr' is not one of en, zh-Hans, vi", shell.Error, StringComparison.Ordinal);
        Assert.Single(shell.Error.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void Takes_no_language_from_the_environment()
    {
        Shell shell = new() { Variables = { ["LANG"] = "vi_VN.UTF-8", ["LC_ALL"] = "zh_CN.UTF-8", ["LANGUAGE"] = "vi" } };

        shell.Run("diagnose", "a.pcap");

        Assert.StartsWith("Healthy: ", shell.Out, StringComparison.Ordinal);
    }
}
