using Gatehouse.Capture;

namespace Gatehouse.Cli.Tests.Output;

public sealed class OutputTargetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_cannot_be_written_is_refused_before_evidence_is_read()
    {
        Shell shell = new() { Failure = new CaptureException("evidence was read") };

        Assert.Equal(ExitCodes.Failure, shell.Run("diagnose", "a.pcap", "--out", "/proc/report.txt"));
        Assert.Contains("--out '/proc/report.txt' cannot be written", shell.Error, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Failure, shell.Run("diagnose", "a.pcap", "--out", Path.Combine(_folder, "no", "report.txt")));
        Assert.Contains("does not exist; make it first", shell.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("evidence was read", shell.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Writes_the_file_and_nothing_to_standard_output()
    {
        Shell shell = new() { Answer = Reports.Faulty, OnTerminal = true };

        Assert.Equal(ExitCodes.Fault, shell.Run("diagnose", "a.pcap", "-q", "--out", Path.Combine(_folder, "report.txt")));
        Assert.Empty(shell.Out);
        Assert.Equal("Fault: The summary.\n", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void A_failure_leaves_what_was_there_before()
    {
        string file = Path.Combine(_folder, "report.txt");
        File.WriteAllText(file, "before");

        Assert.Equal(ExitCodes.Failure, new Shell { Failure = new CaptureException("x; y") }.Run("diagnose", "a.pcap", "--out", file));
        Assert.Equal("before", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void An_interruption_while_writing_leaves_nothing()
    {
        using CancellationTokenSource source = new();
        using StringWriter unused = new();
        Surroundings surroundings = new() { Out = unused, Error = unused, Cancellation = source.Token };
        using Cli.Output.OutputTarget target = Cli.Output.OutputTarget.Open(Path.Combine(_folder, "report.txt"), surroundings);
        target.Writer.Write("half");
        target.Writer.Flush();
        Assert.Single(Directory.GetFiles(_folder));

        source.Cancel();

        Assert.Empty(Directory.GetFiles(_folder));
        Assert.Throws<OperationCanceledException>(target.Complete);
    }

    [Fact]
    public void A_link_stays_a_link()
    {
        string file = Path.Combine(_folder, "real.txt");
        string link = Path.Combine(_folder, "link.txt");
        File.WriteAllText(file, "before");
        File.CreateSymbolicLink(link, file);

        new Shell().Run("diagnose", "a.pcap", "-q", "--out", link);

        Assert.Equal(file, new FileInfo(link).LinkTarget);
        Assert.Equal("Healthy: The summary.\n", File.ReadAllText(file));
    }
}
