using System.CommandLine;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent status</c>: what is wrong, and how to mend it.</summary>
internal static class StatusCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string> data = AgentDataOption.Create();
        FormatOption<AnswerFormat> format = new();
        Command command = new HelpfulCommand(
            "status",
            "Says what this endpoint may reach, what is wrong with it, and how to mend that.",
            notes: ["Exit status: 0 admitted, 1 anything else, 2 not enrolled (also while that waits for approval), or no right to look."],
            examples: [new Example("gatehouse agent status", "why am I blocked?"), new Example("gatehouse agent status --format json", "for a script")]);
        command.Add(data);
        command.Add(format);
        command.SetAction(result =>
        {
            AgentFolder folder = AgentFolder.Open(result.GetRequiredValue(data));
            if (!AgentIdentity.Exists(folder))
            {
                throw NotEnrolled.In(folder);
            }

            if (StatusFile.Read(folder) is not { } status)
            {
                throw new UserError($"this endpoint is enrolled, but no agent has run in {folder.Path}; start it with `gatehouse agent run` or the service");
            }

            bool isRunning = AgentService.IsRunning(folder);
            StatusEnrolment? anew = NewEnrolment.Find(folder, status, isRunning, TimeProvider.System.GetUtcNow());
            if (result.GetValue(format) == AnswerFormat.Json)
            {
                surroundings.Out.WriteLine(StatusFile.Json(status with { NewEnrolment = anew }));
            }
            else if (anew is not null)
            {
                surroundings.Out.WriteLine(NewEnrolment.Describe(anew));
            }
            else if (result.GetValue<bool>("--quiet"))
            {
                surroundings.Out.WriteLine(AgentStatusText.Headline(status.State));
            }
            else
            {
                AgentStatusText.Write(status, isRunning, surroundings.Out, surroundings.Width);
            }

            return status.State is "admitted" or "reminded" ? ExitCodes.Healthy : ExitCodes.Fault;
        });
        return command;
    }
}
