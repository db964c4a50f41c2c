using System.CommandLine;
using Gatehouse.Agent.Identity;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary>The folder of the agent.</summary>
internal static class AgentDataOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string> Create() => new("--data")
    {
        Description = $"The agent's folder (key, certificate, log, status); {AgentFolder.DefaultPath()} if not given",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => AgentFolder.DefaultPath(),
    };
}
