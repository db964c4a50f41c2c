using Gatehouse.Tests.Common;

namespace Gatehouse.Cli.Tests;

public sealed class CompareCommandTests
{
    [Theory]
    [InlineData("tls12-healthy.pcap", "tls12-healthy.pcap", ExitCodes.Healthy, "Alike: ")]
    [InlineData("tls12-healthy.pcap", "tls-version-alert.pcap", ExitCodes.Fault, "Explained (certain): ")]
    [InlineData("tls12-healthy.pcap", "tcp-refused.pcap", ExitCodes.Inconclusive, "Not explained: ")]
    [InlineData("tls-version-alert.pcap", "tls12-healthy.pcap", ExitCodes.Inconclusive, "No failure: ")]
    public void The_exit_status_says_what_came_of_it(string good, string bad, int status, string beginning)
    {
        Shell shell = new();

        Assert.Equal(status, shell.Run("compare", "-q", Sample(good), Sample(bad)));
        Assert.StartsWith(beginning, shell.Out, StringComparison.Ordinal);
        Assert.Empty(shell.Error);
    }

    [Fact]
    public void One_file_is_enough_with_both_endpoints_named()
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Healthy, shell.Run("compare", "--endpoint-good", "10.0.3.50", "--endpoint-bad", "10.0.3.50", Sample("tls12-healthy.pcap")));
    }

    [Fact]
    public void Json_goes_to_a_file()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            Shell shell = new();

            Assert.Equal(ExitCodes.Fault, shell.Run("compare", "--format", "json", "--out", path, Sample("healthy-client.log"), Sample("story-b-client.log")));
            Assert.Empty(shell.Out);
            Assert.Contains("\"schema\": \"gatehouse.comparison/1\"", File.ReadAllText(path), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("needs two files, GOOD then BAD, and got 0")]
    [InlineData("--endpoint-good", "tls12-healthy.pcap")]
    [InlineData("got 3", "a", "b", "c")]
    [InlineData("standard input", "-", "tls12-healthy.pcap")]
    [InlineData("is a folder", ".", "tls12-healthy.pcap")]
    [InlineData("--server 'nowhere:x'", "a", "b", "--server", "nowhere:x")]
    [InlineData("--endpoint-bad '10.0.3.5O' is not an address", "a", "b", "--endpoint-bad", "10.0.3.5O")]
    [InlineData("unknown option '--endpoint-god'; did you mean --endpoint-good?", "a", "b", "--endpoint-god")]
    [InlineData("does not exist", "no-such-file.pcap", "no-such-file.pcap")]
    public void Bad_usage_is_one_line_that_says_what_to_do(string words, params string[] args)
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run(["compare", .. args.Select(arg => arg.EndsWith(".pcap", StringComparison.Ordinal) ? Sample(arg) : arg)]));
        Assert.Empty(shell.Out);
        Assert.StartsWith("gatehouse: ", shell.Error, StringComparison.Ordinal);
        Assert.Contains(words, shell.Error, StringComparison.Ordinal);
        Assert.Equal(1, shell.Error.Count(c => c == '\n'));
    }

    [Fact]
    public void The_evidence_is_never_overwritten()
    {
        string sample = Sample("tls12-healthy.pcap");
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run("compare", "--out", sample, sample, sample));
        Assert.Contains("would overwrite the evidence", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_ends_with_examples()
    {
        Shell shell = new();

        Assert.Equal(ExitCodes.Healthy, shell.Run("compare", "--help"));
        Assert.Contains("gatehouse compare good.pcapng bad.pcapng", shell.Out, StringComparison.Ordinal);
        Assert.Contains("Exit status: 0 nothing differs that matters", shell.Out, StringComparison.Ordinal);
    }

    private static string Sample(string name) => Checkout.PathTo("samples", name);
}
