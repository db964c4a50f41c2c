using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Cli.Output;
using Gatehouse.Server.Backups;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli.Commands.Servers;

/// <summary><c>gatehouse server backup</c>: what must survive a server, in one file.</summary>
internal static class BackupCommand
{
    private const double Thousand = 1e3;

    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings)
    {
        ServerPlace place = new();
        Command command = new HelpfulCommand(
            "backup",
            "Puts CA, keys and database of a server into one file (--out), also while it runs.",
            notes:
            [
                "The file is the CA: who has it can issue certificates. Only its owner can read it; keep it so.",
                "It appears only when it is complete, and never replaces another file.",
                "With --database-file it holds the CA of that node only; the command that backs PostgreSQL up is printed.",
                "Keys of sessions are not in it and enrolment tokens in it are revoked: nothing from before a restore is accepted again.",
            ],
            examples:
            [
                new Example("gatehouse server backup --out gatehouse-monday.backup", "the server with the usual data folder"),
                new Example("gatehouse server backup --data /srv/gatehouse --out /backup/gatehouse.backup", "another one"),
                new Example("gatehouse server backup --database-file /etc/gatehouse/database --out node1.backup", "a node over PostgreSQL"),
            ]);
        place.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            if (result.GetValue(global.Out) is not { Length: > 0 } file || file == OutputTarget.StandardOutput)
            {
                throw new UserError("a backup is written to a file; name it with --out FILE");
            }

            ServerOptions options = place.Read(result, surroundings);
            BackupManifest made = await ServerBackup.WriteAsync(options, file, TimeProvider.System, surroundings.Cancellation);
            Tell(made, file, options, surroundings.Out);
            return ExitCodes.Healthy;
        });
        return command;
    }

    private static void Tell(BackupManifest made, string file, ServerOptions options, TextWriter output)
    {
        string database = made.HasDatabase ? "the database" : "no database";
        output.WriteLine($"Wrote {file} ({new FileInfo(file).Length / Thousand:#,0} kB): the CA, the server's certificate and {database}. It holds the keys of the CA: keep it where only you can read it.");
        if (options.Database is { } connection)
        {
            output.WriteLine("The database is in PostgreSQL. Back it up at the same time, without the keys of sessions:");
            output.WriteLine($"  {ServerBackup.DumpCommand(connection)}");
        }
    }
}
