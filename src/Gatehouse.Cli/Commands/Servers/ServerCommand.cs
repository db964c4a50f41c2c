using System.CommandLine;
using System.Net;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Cli.Commands.Servers;

/// <summary><c>gatehouse server</c>: runs the server until it is told to stop.</summary>
internal static class ServerCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings)
    {
        ServerCommandOptions options = new();
        Command command = new HelpfulCommand(
            "server",
            "Runs the server: enrols endpoints, opens sessions, and checks who gets in, until Ctrl-C.",
            notes:
            [
                "The first start makes the CA and the database in the data folder; later ones go on with them.",
                "Exit status: 0 stopped by Ctrl-C or SIGTERM, 2 could not start (the reason is one line).",
            ],
            examples:
            [
                new Example("gatehouse server", "for this machine only"),
                new Example("gatehouse server --listen 0.0.0.0 --name gate.example.net", "for a network"),
                new Example("gatehouse server --data /srv/gatehouse --port 8443 --udp-port 9029", "another folder, other ports"),
                new Example("gatehouse server --listen 10.0.1.1 --guard eth1", "on the gateway between endpoints and network"),
                new Example("gatehouse server backup --out server.backup", "CA, keys and database in one file, while it runs"),
                new Example("gatehouse server user add alice --password-file FILE", "a user who signs in at endpoints"),
            ]);
        options.AddTo(command);
        command.Add(UserCommand.Create(surroundings));
        command.Add(BackupCommand.Create(global, surroundings));
        command.Add(RestoreCommand.Create(surroundings));
        command.SetAction((result, _) => RunAsync(options.Read(result, surroundings), surroundings));
        return command;
    }

    // Word for word what is to be run on this machine; what the commands take without being told is left out.
    private static string TokenCommandLine(GatehouseServer server, string folder, Surroundings surroundings)
    {
        IPAddress listens = server.Address.Address;
        string host = IPAddress.IsLoopback(listens) || listens.Equals(IPAddress.Any) || listens.Equals(IPAddress.IPv6Any) ? "localhost" : new UriBuilder { Host = listens.ToString() }.Host;
        string port = host == "localhost" && server.Address.Port == ServerOptions.DefaultPort ? string.Empty : $" --server https://{host}:{server.Address.Port}";
        string data = folder == Path.GetFullPath(ServerOptions.DefaultDataFolder(surroundings.Variable)) ? string.Empty
            : folder.Contains(' ', StringComparison.Ordinal) ? $" --data '{folder}'" : $" --data {folder}";
        return $"gatehouse token create{port}{data}";
    }

    private static async Task<int> RunAsync(ServerOptions options, Surroundings surroundings)
    {
        using LineLog log = new(surroundings.Error, TimeProvider.System);
        ServerOptions logged = options with { Logging = logging => logging.AddProvider(log) };
        await using GatehouseServer server = await GatehouseServer.StartAsync(logged, TimeProvider.System, surroundings.Cancellation);
        string folder = Path.GetFullPath(options.DataFolder);
        surroundings.Out.WriteLine($"Listening on https://{server.Address} (TCP), and on UDP port {server.UdpPort} for security checks, with the data in {folder}.");
        surroundings.Out.WriteLine($"An endpoint enrols with a token: {TokenCommandLine(server, folder, surroundings)}. Ctrl-C stops the server.");
        surroundings.Out.Flush();
        try
        {
            await Task.Delay(Timeout.Infinite, surroundings.Cancellation);
        }
        catch (OperationCanceledException)
        {
            // This is how it is stopped.
        }

        surroundings.Out.WriteLine("Stopped; everything that was acknowledged is stored.");
        return ExitCodes.Healthy;
    }
}
