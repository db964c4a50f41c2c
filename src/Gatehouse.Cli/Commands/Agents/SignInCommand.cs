using System.CommandLine;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Cli.Help;

namespace Gatehouse.Cli.Commands.Agents;

/// <summary><c>gatehouse agent sign-in</c>: says who uses this machine.</summary>
internal static class SignInCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string> user = new("--user") { Description = "Name of the account at the policy server; the name of the system's user if not given", HelpName = "NAME", DefaultValueFactory = _ => Environment.UserName };
        Option<string?> file = new("--password-file")
        {
            Description = "File whose first line is the password, - for standard input; asked for if not given. A password is never an argument, where others could see it.",
            HelpName = "FILE",
        };
        Option<string> data = AgentDataOption.Create();
        Command command = new HelpfulCommand(
            "sign-in",
            "Signs a user in: the server checks the password, and the reports of this endpoint name the user from then on.",
            notes: ["The password is not kept. Exit status: 0 signed in, 1 the server does not accept name and password now, 2 not enrolled or not reached."],
            examples: [new Example("gatehouse agent sign-in --user alice", "asks for the password"), new Example("pass show alice | gatehouse agent sign-in --user alice", "the password comes from another program")]);
        command.Add(user);
        command.Add(file);
        command.Add(data);
        command.SetAction(async (result, _) =>
        {
            AgentFolder folder = AgentFolder.Open(result.GetRequiredValue(data));
            string name = result.GetRequiredValue(user);
            string password = await PasswordInput.ReadAsync(result.GetValue(file), name, surroundings);
            if (await new SigningIn(folder, TimeProvider.System).SignInAsync(name, password, surroundings.Cancellation) is { } refusal)
            {
                surroundings.Out.WriteLine($"not signed in: {refusal}");
                return ExitCodes.Fault;
            }

            surroundings.Out.WriteLine($"signed in as {name}");
            await TellAsync(folder, surroundings);
            return ExitCodes.Healthy;
        });
        return command;
    }

    /// <summary>Has the running agent tell the server.</summary>
    public static async Task TellAsync(AgentFolder folder, Surroundings surroundings) => surroundings.Out.WriteLine(
        await AgentService.AskForCheckAsync(folder, surroundings.Cancellation) ?? "The agent does not run; it tells the server when it does.");
}
