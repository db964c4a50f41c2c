using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Commands.Servers;

/// <summary><c>gatehouse server user</c>: accounts of the users who sign in at endpoints.</summary>
internal static class UserCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Command command = new HelpfulCommand(
            "user",
            "Looks after the accounts of users who sign in at endpoints.",
            notes: [],
            examples: [new Example("gatehouse server user add alice", "asks for the password on standard input")]);
        command.Add(Add(surroundings));
        return command;
    }

    private static Command Add(Surroundings surroundings)
    {
        ServerPlace place = new();
        Argument<string> name = new("NAME") { Description = "Name of the account" };
        Option<string?> file = new("--password-file")
        {
            Description = "File whose first line is the password; default: one line of standard input. A password is never an argument, where others could see it.",
            HelpName = "FILE",
        };
        Command command = new HelpfulCommand(
            "add",
            "Makes an account, or sets the password of one.",
            notes: ["The server may run meanwhile."],
            examples:
            [
                new Example("gatehouse server user add alice --password-file alice.txt", "the password is the first line of a file"),
                new Example("pass show alice | gatehouse server user add alice", "the password comes from another program"),
            ]);
        command.Add(name);
        command.Add(file);
        place.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            string user = result.GetValue(name) ?? string.Empty;
            string password = await PasswordAsync(result.GetValue(file), surroundings);
            await LocalUsers.SetPasswordAsync(place.Read(result, surroundings), user, password, TimeProvider.System, surroundings.Cancellation);
            surroundings.Out.WriteLine($"{user} may sign in now.");
            return ExitCodes.Healthy;
        });
        return command;
    }

    private static async Task<string> PasswordAsync(string? file, Surroundings surroundings)
    {
        using TextReader reader = file is null ? new StreamReader(Console.OpenStandardInput()) : File.OpenText(file);
        return await reader.ReadLineAsync(surroundings.Cancellation) is { Length: > 0 } password
            ? password
            : throw new UserError("no password was given; write it as the first line of the file or of standard input");
    }
}
