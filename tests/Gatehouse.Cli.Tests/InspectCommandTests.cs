using Gatehouse.Cli.Inspection;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Tests;

/// <summary>The inspectors there are, on samples.</summary>
public sealed class InspectCommandTests
{
    private static readonly string Samples = Find();

    [Theory]
    [InlineData("tls", "tls-untrusted.pcap", "  alert        frame 12, from the client: fatal unknown_ca\n")]
    [InlineData("tls", "story-a-tls11-refused.pcapng", "  end          the server reset (RST)\n")]
    [InlineData("tcp", "tcp-refused.pcap", "  from server  1 packet, 0 bytes, RST in frame 2\n")]
    [InlineData("udp", "story-b-client.pcap", "  from server  1 datagram, 989 bytes, from port 9019\n")]
    [InlineData("fragments", "story-b-client.pcap", "  frame 3: 0–1480\n  frame 4: 1480–2664, the last\n")]
    [InlineData("icmp", "icmp-rejected.pcap", "frame 2: administratively prohibited from 10.0.3.1  (icmp-rejected, ICMP 3/13)\n")]
    [InlineData("ead", "story-b-client.pcap", "  payload      2,656 bytes, 2,648 of them XML, in fragments\n")]
    [InlineData("radius", "radius-eap-tls-healthy.pcap", "  EAP          response Identity, 18 bytes\n")]
    public void Reads_well(string kind, string sample, string expected)
    {
        Shell shell = new() { Inspectors = Inspectors.All };

        Assert.Equal(ExitCodes.Healthy, shell.Run("inspect", kind, Path.Combine(Samples, sample)));
        Assert.Contains(expected, shell.Out, StringComparison.Ordinal);
        Assert.Empty(shell.Error);
    }

    [Fact]
    public void Every_table_has_a_cell_for_every_column()
    {
        foreach (IInspector inspector in Inspectors.All)
        {
            InspectionRequest request = new() { Inputs = [new EvidenceInput(Samples)] };
            Assert.All(
                inspector.Inspect(request, TestContext.Current.CancellationToken), record => Assert.Equal(inspector.Columns.Count, record.Cells.Count));
        }
    }

    [Theory]
    [InlineData("text", "gatehouse: no TLS conversations in ")]
    [InlineData("table", "gatehouse: no TLS conversations in ")]
    [InlineData("json", "")]
    public void Says_that_there_is_nothing_to_list(string format, string expected)
    {
        Shell shell = new() { Inspectors = Inspectors.All };

        Assert.Equal(ExitCodes.Healthy, shell.Run("inspect", "tls", "--format", format, Path.Combine(Samples, "icmp-rejected.pcap")));
        Assert.Empty(shell.Out);
        Assert.Equal(expected.Length > 0, shell.Error.Length > 0);
        Assert.StartsWith(expected, shell.Error, StringComparison.Ordinal);
        Assert.True(shell.Error.Count(c => c == '\n') <= 1);
    }

    [Fact]
    public void Fails_on_one_line_when_a_capture_cannot_be_read()
    {
        Shell shell = new() { Inspectors = Inspectors.All };

        Assert.Equal(ExitCodes.Failure, shell.Run("inspect", "tls", "/no/such/file"));
        Assert.Equal("gatehouse: /no/such/file does not exist; check the path\n", shell.Error);
    }

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Gatehouse.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.FullName ?? string.Empty, "samples");
    }
}
