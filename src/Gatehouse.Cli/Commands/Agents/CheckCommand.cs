using System.CommandLine;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Cli.Help;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent check</c>: look again now.</summary>
internal static class CheckCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string> data = AgentDataOption.Create();
        Command command = new HelpfulCommand(
            "check",
            "Has the running agent look again now, and shows the verdict.",
            notes: ["Exit status: 0 admitted, 1 anything else, 2 no agent runs."],
            examples: [new Example("gatehouse agent check", "after mending what was wrong")]);
        command.Add(data);
        command.SetAction(async (result, _) =>
        {
            AgentFolder folder = AgentFolder.Open(result.GetRequiredValue(data));
            string outcome = await AgentService.AskForCheckAsync(folder, surroundings.Cancellation)
                ?? throw new UserError($"no agent runs in {folder.Path}; start it with `gatehouse agent run` or the service");
            surroundings.Out.WriteLine(outcome);
            AgentStatus? status = StatusFile.Read(folder);
            if (status is not null)
            {
                AgentStatusText.Write(status, isRunning: true, surroundings.Out, surroundings.Width);
            }

            return status?.State is "admitted" or "reminded" ? ExitCodes.Healthy : ExitCodes.Fault;
        });
        return command;
    }
}
