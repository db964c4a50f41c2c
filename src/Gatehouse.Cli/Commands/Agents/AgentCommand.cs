using System.CommandLine;
using Gatehouse.Cli.Help;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent</c>: the endpoint's side.</summary>
internal static class AgentCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Command command = new HelpfulCommand(
            "agent",
            "Has this machine admitted to the network: proves who it is, has its state checked, and keeps that true.",
            notes: [],
            examples:
            [
                new Example("gatehouse agent enroll --server gate.example.org --token-file token", "once"),
                new Example("gatehouse agent run", "as a service; deploy/ has a unit"),
                new Example("gatehouse agent status", "why am I blocked, and how do I mend it?"),
            ]);
        command.Add(EnrollCommand.Create(surroundings));
        command.Add(RunCommand.Create(surroundings));
        command.Add(StatusCommand.Create(surroundings));
        command.Add(CheckCommand.Create(surroundings));
        command.Add(SignInCommand.Create(surroundings));
        command.Add(SignOutCommand.Create(surroundings));
        return command;
    }
}
