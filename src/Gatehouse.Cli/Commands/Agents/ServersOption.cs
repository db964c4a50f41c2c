using System.CommandLine;
using Gatehouse.Agent.Channels;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>The policy server, or the nodes of one: <c>--server</c>, once for each.</summary>
internal static class ServersOption
{
    /// <summary>Makes the option.</summary>
    /// <param name="isRequired">Whether there must be one.</param>
    public static Option<string[]> Create(bool isRequired) => new("--server")
    {
        Description = isRequired
            ? "The policy server; port 4343 if not given. Repeated for further nodes of the same installation, in the order to try them"
            : "Use these nodes instead of those given at enrolment, in the order to try them; repeatable",
        HelpName = "HOST[:PORT]",
        Required = isRequired,
    };

    /// <summary>Reads what was given.</summary>
    /// <exception cref="UserError">One is no host.</exception>
    public static IReadOnlyList<ServerAddress> Read(string[]? given) =>
        ServerAddress.TryParseAll(given ?? [], out IReadOnlyList<ServerAddress>? servers, out string? wrong)
            ? servers
            : throw new UserError($"--server {wrong} is no host; write HOST, HOST:PORT or [IPV6]:PORT");
}
