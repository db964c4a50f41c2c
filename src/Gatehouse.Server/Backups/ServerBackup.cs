using System.Data.Common;
using Dapper;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Server.Backups;

/// <summary>Puts what must survive a server into one file, while it runs.</summary>
public static class ServerBackup
{
    /// <summary>Writes a backup. The file has its name only when it is complete, and only its owner can read it (on Windows: whoever its folder lets).</summary>
    /// <param name="options">Which server.</param>
    /// <param name="file">The file; there must be none of that name.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="cancellation">Gives up; nothing is left behind.</param>
    /// <returns>What is in it.</returns>
    /// <exception cref="ServerStartException">It cannot be made; the message says what to do.</exception>
    public static async Task<BackupManifest> WriteAsync(ServerOptions options, string file, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        file = Path.GetFullPath(file);
        if (File.Exists(file) || Directory.Exists(file))
        {
            throw new ServerStartException($"{file} exists already, and a backup never replaces one; choose another name with --out");
        }

        if (!Directory.Exists(Path.Combine(options.DataFolder, "ca")))
        {
            throw new ServerStartException($"{Path.GetFullPath(options.DataFolder)} is no data folder of a server; name it with --data");
        }

        DataFolder data = new(options.DataFolder);
        string work = $"{file}.{Guid.NewGuid():n}.tmp";
        try
        {
            PrivateFiles.MakeFolder(work);
            List<string> names = await CopyAsync(options, data, work, clock, cancellation);
            return await PackAsync(names, work, hasDatabase: options.Database is null, file, clock, cancellation);
        }
        catch (StorageException error)
        {
            throw new ServerStartException(error.Message, error);
        }
        finally
        {
            if (Directory.Exists(work))
            {
                Directory.Delete(work, recursive: true);
            }
        }
    }

    /// <summary>What backs the database of a node over PostgreSQL up, to be run in a shell of POSIX; without a password, and its file is its owner's alone.</summary>
    /// <param name="connectionString">The node's.</param>
    public static string DumpCommand(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts = new(connectionString);
        string?[] options =
        [
            Option("host", parts.Host),
            $"--port={parts.Port}",
            Option("username", parts.Username),
            Option("dbname", parts.Database),
        ];
        string where = string.Join(' ', options.OfType<string>());
        return $"(umask 077; pg_dump {where} --format=custom --exclude-table-data=server_keys --file=gatehouse.dump)";
    }

    /// <summary>Copies what goes into a backup: a running server replaces its certificate when it likes, and a backup says beforehand what is in it.</summary>
    /// <returns>The names, below the data folder and below <paramref name="work"/> alike.</returns>
    internal static async Task<List<string>> CopyAsync(ServerOptions options, DataFolder data, string work, TimeProvider clock, CancellationToken cancellation)
    {
        List<string> names = [.. Keys(data)];
        PrivateFiles.MakeFolder(Path.Combine(work, "ca"));
        foreach (string name in names)
        {
            await using FileStream from = File.OpenRead(Path.Combine(data.Path, name));
            await using FileStream to = PrivateFiles.Create(Path.Combine(work, name));
            await from.CopyToAsync(to, cancellation);
        }

        if (options.Database is null)
        {
            string name = Path.GetFileName(data.Database);
            await CopyDatabaseAsync(data.Database, Path.Combine(work, name), clock.GetUtcNow(), cancellation);
            names.Add(name);
        }

        return names;
    }

    /// <summary>Makes a backup of what was copied.</summary>
    /// <param name="names">What to put in.</param>
    /// <param name="work">Where it lies.</param>
    /// <param name="hasDatabase">Whether the embedded database is among it.</param>
    /// <param name="file">The backup.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="cancellation">Gives up.</param>
    internal static async Task<BackupManifest> PackAsync(
        List<string> names, string work, bool hasDatabase, string file, TimeProvider clock, CancellationToken cancellation)
    {
        List<BackedUpFile> described = [];
        foreach (string name in names)
        {
            described.Add(await BackupArchive.DescribeAsync(name, Path.Combine(work, name), cancellation));
        }

        BackupManifest manifest = new(BackupManifest.CurrentFormat, clock.GetUtcNow(), Environment.MachineName, hasDatabase, described);
        string pending = Path.Combine(work, "backup");
        await using (FileStream target = PrivateFiles.Create(pending))
        {
            await BackupArchive.WriteAsync(target, manifest, work, cancellation);
            target.Flush(flushToDisk: true);
        }

        File.Move(pending, file, overwrite: false);
        return manifest;
    }

    // Between single quotes a shell of POSIX takes everything as it stands but the quote itself.
    private static string? Option(string name, string? value) =>
        value is null ? null : $"--{name}='{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static IEnumerable<string> Keys(DataFolder data)
    {
        foreach (string anchor in Directory.GetFiles(data.Authority, "anchor-*.pem").Order(StringComparer.Ordinal))
        {
            yield return $"ca/{Path.GetFileName(anchor)}";
        }

        if (File.Exists(data.ServerCertificate))
        {
            yield return Path.GetFileName(data.ServerCertificate);
        }
    }

    // One transaction reads all of it, so the copy is the database of one moment, whatever is written meanwhile.
    private static async Task CopyDatabaseAsync(string from, string to, DateTimeOffset now, CancellationToken cancellation)
    {
        if (!File.Exists(from))
        {
            throw new ServerStartException($"the database {from} is missing; if this node uses PostgreSQL, give its --database-file");
        }

        await PrivateFiles.Create(to).DisposeAsync();
        using Database database = Database.File(from);
        try
        {
            await using (DbConnection source = await database.ConnectAsync(cancellation))
            {
                await source.ExecuteAsync(new CommandDefinition("VACUUM INTO @to", new { to }, cancellationToken: cancellation));
            }

            await using SqliteConnection copy = new(new SqliteConnectionStringBuilder { DataSource = to, Pooling = false }.ToString());
            await copy.OpenAsync(cancellation);
            await SessionEpoch.CloseAsync(copy, now);
        }
        catch (DbException error) when (StorageFailures.Describe(error, from) is string problem)
        {
            throw new StorageException(problem, error);
        }
    }
}
