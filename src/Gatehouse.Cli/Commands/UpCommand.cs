using System.CommandLine;
using System.Globalization;
using Gatehouse.Cli.Commands.Tour;
using Gatehouse.Cli.Help;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Commands;

/// <summary><c>gatehouse up</c>: the first command somebody tries. A server, its CA and database, and this machine's own agent, checked for real.</summary>
internal static class UpCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        Option<string?> data = new("--data")
        {
            Description = "Folder for CA, database, keys and logs; a folder of the checkout, or of the user's state, if not given",
            HelpName = "FOLDER",
        };
        Option<int> port = PortOption("--port", "HTTPS port", ServerOptions.DefaultPort);
        Option<int> udpPort = PortOption("--udp-port", "UDP port of the security check", ServerOptions.DefaultUdpPort);
        Option<bool> once = new("--once") { Description = "Run one admission of this machine, print the verdict, and stop" };
        Command command = new HelpfulCommand(
            "up",
            "The two-minute tour: starts a policy server on this machine, enrols this machine's own agent, and checks this machine for real.",
            notes:
            [
                "Only this machine can reach it. Starting it again goes on with the same CA, database and identity.",
                "Exit status of --once: 0 admitted (also with reminders), 1 isolated or offline, 2 it could not run.",
            ],
            examples:
            [
                new Example("gatehouse up", "until Ctrl-C"),
                new Example("gatehouse up --once", "for scripts: one admission, then stop"),
                new Example("gatehouse up --port 14343 --udp-port 19019", "when the usual ports are in use"),
            ]);
        command.Add(data);
        command.Add(port);
        command.Add(udpPort);
        command.Add(once);
        command.SetAction((result, _) =>
        {
            ServerOptions options = new()
            {
                DataFolder = Path.Combine(result.GetValue(data) ?? DefaultFolder(surroundings), "server"),
                Port = result.GetValue(port),
                UdpPort = result.GetValue(udpPort),
            };
            return new TourGuide(surroundings, options, result.GetValue(once), result.GetValue<bool>("--quiet")).RunAsync();
        });
        return command;
    }

    private static Option<int> PortOption(string name, string description, int standard)
    {
        Option<int> option = new(name)
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"{description}; {standard} if not given, 0 for any free one"),
            HelpName = "PORT",
            DefaultValueFactory = _ => standard,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !ushort.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            {
                result.AddError($"{name} {result.Tokens[0].Value} is no port; give a number from 0 to 65535");
            }
        });
        return option;
    }

    private static string DefaultFolder(Surroundings surroundings)
    {
        if (surroundings.Variable("GATEHOUSE_HOME") is { Length: > 0 } checkout)
        {
            return Path.Combine(checkout, "artifacts", "up");
        }

        string state = surroundings.Variable("XDG_STATE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return Path.Combine(state, "gatehouse", "up");
    }
}
