using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Server.Backups;

namespace Gatehouse.Cli.Commands.Servers;

/// <summary><c>gatehouse server restore</c>: a data folder out of a backup.</summary>
internal static class RestoreCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        ServerPlace place = new();
        Argument<string> file = new("FILE") { Description = "A file that gatehouse server backup wrote" };
        Command command = new HelpfulCommand(
            "restore",
            "Makes the data folder of a server (--data) from a backup. It must be empty or missing: nothing is overwritten.",
            notes:
            [
                "Endpoints go on with their certificates and sign in anew by themselves.",
                "What was done after the backup is lost: endpoints enrolled later enrol again, and a later revocation must be made again.",
                "A node over PostgreSQL: restore the database with pg_restore, stop all nodes, then give its --database-file here.",
            ],
            examples:
            [
                new Example("gatehouse server restore gatehouse-monday.backup --data /srv/gatehouse", "then start the server with the same --data"),
            ]);
        command.Add(file);
        place.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            Server.Hosting.ServerOptions options = place.Read(result, surroundings);
            BackupManifest made = await ServerRestore.RunAsync(options, result.GetValue(file)!, TimeProvider.System, surroundings.Cancellation);
            surroundings.Out.WriteLine($"Restored the backup that {made.Host} made on {made.MadeAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC into {Path.GetFullPath(options.DataFolder)}.");
            surroundings.Out.WriteLine("Sessions and enrolment tokens from before hold no more: endpoints sign in anew, new ones need a new token. Revoke again what was revoked since.");
            return ExitCodes.Healthy;
        });
        return command;
    }
}
