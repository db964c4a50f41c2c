using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Cli.Inspection;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;

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

    [Theory]
    [InlineData("evidence.pcap")]
    [InlineData("symbolic.pcap")]
    [InlineData("hard.pcap")]
    [InlineData("linked/evidence.pcap")]
    [InlineData("../{0}/evidence.pcap")]
    public void Evidence_is_never_overwritten(string output)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "hard links are made with ln");
        string evidence = Path.Combine(_folder, "evidence.pcap");
        File.WriteAllText(evidence, "precious");
        File.CreateSymbolicLink(Path.Combine(_folder, "symbolic.pcap"), evidence);
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked"), _folder);
        Assert.NotNull(ExternalProgram.Run("ln", evidence, Path.Combine(_folder, "hard.pcap")));
        string file = Path.Combine(_folder, string.Format(CultureInfo.InvariantCulture, output, Path.GetFileName(_folder)));
        string[][] commands = [["diagnose", evidence], ["diagnose", "--at", $"client={evidence}"], ["diagnose", _folder], ["inspect", "none", evidence]];
        foreach (string[] command in commands)
        {
            Shell shell = new() { Inspectors = [new NoInspector()] };

            Assert.Equal(ExitCodes.Failure, shell.Run([.. command, "--out", file]));
            Assert.Contains("would overwrite the evidence", shell.Error, StringComparison.Ordinal);
        }

        Assert.Equal("precious", File.ReadAllText(evidence));
        Assert.Null(new FileInfo(Path.Combine(_folder, "hard.pcap")).LinkTarget);
        Assert.Equal(4, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void The_archive_that_holds_the_evidence_is_never_overwritten()
    {
        string archive = Path.Combine(_folder, "case.zip");
        File.WriteAllText(archive, "precious");
        string[][] commands = [["diagnose", $"{archive}/a.pcap", "--out", archive], ["diagnose", $"{archive}/b/inner.zip/a.pcap", "--extract", archive]];
        foreach (string[] command in commands)
        {
            Shell shell = new();

            Assert.Equal(ExitCodes.Failure, shell.Run(command));
            Assert.Contains("would overwrite the evidence", shell.Error, StringComparison.Ordinal);
        }

        Assert.Equal("precious", File.ReadAllText(archive));
    }

    [Fact]
    public void A_file_that_only_holds_the_same_may_be_overwritten()
    {
        string evidence = Path.Combine(_folder, "evidence.pcap");
        string copy = Path.Combine(_folder, "copy.pcap");
        File.WriteAllText(evidence, "precious");
        File.Copy(evidence, copy);
        File.SetLastWriteTimeUtc(copy, File.GetLastWriteTimeUtc(evidence));

        Assert.Equal(ExitCodes.Healthy, new Shell().Run("diagnose", evidence, "-q", "--out", copy));
        Assert.Equal("Healthy: The summary.\n", File.ReadAllText(copy));
    }

    [Fact]
    public void A_dash_is_standard_output()
    {
        Shell shell = new() { Inspectors = [new NoInspector()] };

        Assert.Equal(ExitCodes.Healthy, shell.Run("diagnose", "a.pcap", "-q", "--out", "-"));
        Assert.Equal("Healthy: The summary.\n", shell.Out);
        Assert.False(File.Exists("-"));
        Assert.Equal(ExitCodes.Healthy, shell.Run("inspect", "none", "a.pcap", "--out", "-"));
        Assert.False(File.Exists("-"));
    }

    [Fact]
    public void A_disk_that_fills_up_leaves_no_partial_file()
    {
        using StringWriter unused = new();
        Surroundings surroundings = new() { Out = unused, Error = unused };
        Cli.Output.OutputTarget target = Cli.Output.OutputTarget.Open(Path.Combine(_folder, "report.txt"), surroundings);
        target.Writer.Write("half");
        ((StreamWriter)target.Writer).BaseStream.Dispose();

        Assert.ThrowsAny<Exception>(target.Complete);
        Assert.ThrowsAny<Exception>(target.Dispose);
        Assert.Empty(Directory.GetFiles(_folder));
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

    private sealed class NoInspector : IInspector
    {
        public string Name => "none";

        public string Description => "nothing";

        public IReadOnlyList<string> Columns => ["nothing"];

        public IEnumerable<InspectionRecord> Inspect(InspectionRequest request, CancellationToken cancellation) => [];
    }
}
