using System.CommandLine;
using Gatehouse.Agent.Identity;
using Gatehouse.Cli.Help;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent sign-out</c>.</summary>
internal static class SignOutCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string> data = AgentDataOption.Create();
        Command command = new HelpfulCommand(
            "sign-out",
            "Signs the user out: the reports of this endpoint name nobody from then on. The endpoint itself stays admitted as policy wants it.",
            notes: ["Exit status: 0 also when nobody was signed in."],
            examples: [new Example("gatehouse agent sign-out", "before somebody else uses the machine")]);
        command.Add(data);
        command.SetAction(async (result, _) =>
        {
            AgentFolder folder = AgentFolder.Open(result.GetRequiredValue(data));
            using AgentIdentity identity = AgentIdentity.Load(folder);
            if (SignedInUser.Read(folder, identity.EndpointId) is not { } user)
            {
                surroundings.Out.WriteLine("nobody is signed in");
                return ExitCodes.Healthy;
            }

            SignedInUser.Forget(folder);
            surroundings.Out.WriteLine($"{user.Name} is signed out");
            await SignInCommand.TellAsync(folder, surroundings);
            return ExitCodes.Healthy;
        });
        return command;
    }
}
