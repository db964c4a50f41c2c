using System.CommandLine;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Cli.Help;
using Gatehouse.Diagnosis.Reports;

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
            notes: ["Exit status: 0 admitted, 1 anything else, 2 there was no check: no agent runs, or it cannot reach the server."],
            examples: [new Example("gatehouse agent check", "after mending what was wrong")]);
        command.Add(data);
        command.SetAction(async (result, _) =>
        {
            AgentFolder folder = AgentFolder.Open(result.GetRequiredValue(data));
            string outcome = await AgentService.AskForCheckAsync(folder, surroundings.Cancellation)
                ?? throw NotRunning(folder);
            AgentStatus? status = StatusFile.Read(folder);
            Tell(outcome, status, result.GetValue<bool>("--quiet"), surroundings);
            return Outcome(outcome, status);
        });
        return command;
    }

    /// <summary>The exit status: what was known before is no answer to somebody who asked for a look now.</summary>
    /// <param name="outcome">The agent's line.</param>
    /// <param name="status">What it knows now.</param>
    internal static int Outcome(string outcome, AgentStatus? status) => status?.State switch
    {
        "revoked" or "held" => ExitCodes.Fault,
        _ when !IsChecked(outcome) => ExitCodes.Failure,
        "admitted" or "reminded" => ExitCodes.Healthy,
        _ => ExitCodes.Fault,
    };

    private static bool IsChecked(string outcome) => outcome.StartsWith("checked ", StringComparison.Ordinal);

    private static void Tell(string outcome, AgentStatus? status, bool quiet, Surroundings surroundings)
    {
        if (quiet)
        {
            surroundings.Out.WriteLine(IsChecked(outcome) && status is not null ? AgentStatusText.Headline(status.State) : SafeText.Escape(outcome));
            return;
        }

        surroundings.Out.WriteLine(SafeText.Escape(outcome));
        if (status is not null)
        {
            surroundings.Out.WriteLine(IsChecked(outcome) ? string.Empty : "What the agent knows from before:");
            AgentStatusText.Write(status, isRunning: true, surroundings.Out, surroundings.Width);
        }
    }

    private static Exception NotRunning(AgentFolder folder) => AgentIdentity.Exists(folder)
        ? new UserError($"no agent runs in {folder.Path}; start it with `gatehouse agent run` or the service")
        : NotEnrolled.In(folder);
}
