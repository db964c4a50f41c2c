using System.Net;
using System.Net.Sockets;

namespace Gatehouse.Cli.Tests.Commands;

/// <summary>A real server, a real agent, and a check of the machine the tests run on.</summary>
public sealed class UpCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-up").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Up_once_admits_this_machine_or_says_why_not_and_starting_again_goes_on()
    {
        Shell first = new();
        int status = first.Run("up", "--once", "--data", _folder, "--port", "0", "--udp-port", "0");

        Assert.True(status is ExitCodes.Healthy or ExitCodes.Fault, first.Error);
        string[] subjects = ["server", "enrolment", "identity", "packet 1", "packet 2", "posture", "packet 3", "packet 4"];
        Assert.Equal(subjects, subjects.Where(subject => first.Out.Contains($" {subject}", StringComparison.Ordinal)));
        Assert.Contains("over udp, policy version 1", first.Out, StringComparison.Ordinal);
        Assert.Equal(status == ExitCodes.Healthy, first.Out.Contains("\nadmitted", StringComparison.Ordinal));

        Shell again = new();
        Assert.Equal(status, again.Run("up", "--once", "--data", _folder, "--port", "0", "--udp-port", "0"));
        Assert.Contains(Endpoint(first.Out), again.Out, StringComparison.Ordinal);

        Shell quiet = new();
        Assert.Equal(status, quiet.Run("up", "--once", "-q", "--data", _folder, "--port", "0", "--udp-port", "0"));
        Assert.Single(quiet.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void A_port_in_use_is_one_line_that_says_what_to_do()
    {
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        Shell shell = new();

        Assert.Equal(ExitCodes.Failure, shell.Run("up", "--once", "--data", _folder, "--port", $"{((IPEndPoint)taken.LocalEndPoint!).Port}", "--udp-port", "0"));
        Assert.Contains("is used by", shell.Error, StringComparison.Ordinal);
        Assert.Contains("--port", shell.Error, StringComparison.Ordinal);
        Assert.Single(shell.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Endpoint(string output)
    {
        const string Before = "this machine is endpoint ";
        int start = output.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return output[start..(start + Guid.Empty.ToString().Length)];
    }
}
