using Gatehouse.Cli.Inspection;

namespace Gatehouse.Cli.Tests.Help;

public sealed class UsageTests
{
    [Theory]
    [InlineData("unknown command 'dignose'; did you mean gatehouse diagnose?", "dignose", "a.pcap")]
    [InlineData("unknown command 'diag'; did you mean gatehouse diagnose?", "diag", "a.pcap")]
    [InlineData("unknown command 'INSPCET'; did you mean gatehouse inspect?", "INSPCET")]
    [InlineData("unknown command 'tls'; did you mean gatehouse inspect tls?", "tls", "a.pcap")]
    [InlineData("unknown command 'help'; did you mean gatehouse --help?", "help")]
    [InlineData("unknown command 'nonsense'; the commands are diagnose, inspect, compare, up, agent, server, storm, endpoint, policy, catalog, token, api-token, audit; see gatehouse --help", "nonsense")]
    [InlineData("unknown option '--verison'; did you mean --version? see gatehouse --help", "--verison")]
    [InlineData("unknown option '--formt'; did you mean --format? see gatehouse diagnose --help", "diagnose", "a.pcap", "--formt", "json")]
    [InlineData("unknown option '--ednpoint'; did you mean --endpoint? see gatehouse diagnose --help", "diagnose", "a.pcap", "--ednpoint=10.0.0.1")]
    [InlineData("unknown option '--verbos'; did you mean --verbose? see gatehouse inspect tls --help", "inspect", "tls", "--verbos", "a.pcap")]
    [InlineData("unknown option '--nothing-like-it'; see gatehouse diagnose --help", "diagnose", "--nothing-like-it")]
    [InlineData("name what to inspect; the kinds are tls, tcp, udp, fragments, icmp, ead, radius; for example gatehouse inspect tls trace.pcapng", "inspect")]
    [InlineData("unknown kind 'tpc'; did you mean gatehouse inspect tcp?", "inspect", "tpc", "a.pcap")]
    [InlineData("unknown kind 'quic'; the kinds are tls, tcp, udp, fragments, icmp, ead, radius; see gatehouse inspect --help", "inspect", "quic", "a.pcap")]
    [InlineData("--format 'xml' is not one of text, json; see gatehouse storm --help", "storm", "--format", "xml")]
    [InlineData("--port 'abc' is no port; give a number from 0 to 65535; see gatehouse server --help", "server", "--port", "abc")]
    [InlineData("--compatibility-port 'x' is no port; give a number from 0 to 65535; see gatehouse agent run --help", "agent", "run", "--compatibility-port", "x")]
    [InlineData("--endpoints 'many' is no number; write for example --endpoints 10; see gatehouse storm --help", "storm", "--endpoints", "many")]
    [InlineData("/dev/null is not a folder; name the server's data folder with --data FOLDER", "server", "--data", "/dev/null")]
    [InlineData("/dev/null is not a folder; name the agent's folder with --data FOLDER", "agent", "status", "--data", "/dev/null")]
    [InlineData("'/' is a folder; name the policy file in it", "policy", "check", "/")]
    [InlineData("--token-file '/none' does not exist; check the path, or make one with `gatehouse token create --uses NUMBER --token-file FILE`", "storm", "--server", "localhost", "--token-file", "/none")]
    [InlineData("-q and -v contradict each other; give one of them", "diagnose", "-q", "-v", "a.pcap")]
    public void What_was_meant_is_said(string expected, params string[] args)
    {
        Shell shell = new() { Inspectors = Inspectors.All };

        Assert.Equal(ExitCodes.Failure, shell.Run(args));
        Assert.Equal($"gatehouse: {expected}\n", shell.Error);
        Assert.Empty(shell.Out);
    }

    [Fact]
    public void A_file_in_the_place_of_a_command_is_evidence()
    {
        string folder = Directory.CreateTempSubdirectory("it's here ").FullName;
        string file = Path.Combine(folder, "trace.pcap");
        string quoted = $"'{file.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        File.WriteAllText(file, "x");
        Shell shell = new() { Inspectors = Inspectors.All };

        Assert.Equal(ExitCodes.Failure, shell.Run(file));
        Assert.Equal($"gatehouse: '{file}' is evidence, not a command; did you mean gatehouse diagnose {quoted}?\n", shell.Error);
        Assert.Equal(ExitCodes.Failure, shell.Run("inspect", file));
        Assert.EndsWith($"for example gatehouse inspect tls {quoted}\n", shell.Error, StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }
}
