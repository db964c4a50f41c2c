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
    /// <summary>Writes a backup. The file has its name only when it is complete, and only its owner can read it.</summary>
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
            List<(string Name, string Path)> sources = [.. Keys(data)];
            if (options.Database is null)
            {
                string copy = Path.Combine(work, Path.GetFileName(data.Database));
                await CopyDatabaseAsync(data.Database, copy, clock.GetUtcNow(), cancellation);
                sources.Add((Path.GetFileName(data.Database), copy));
            }

            return await PackAsync(sources, hasDatabase: options.Database is null, Path.Combine(work, "backup"), file, clock, cancellation);
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

    /// <summary>What backs the database of a node over PostgreSQL up, to be run in a shell; without a password.</summary>
    /// <param name="connectionString">The node's.</param>
    public static string DumpCommand(string connectionString)
    {
        NpgsqlConnectionStringBuilder parts = new(connectionString);
        return $"pg_dump --host={parts.Host} --port={parts.Port} --username={parts.Username} --format=custom --exclude-table-data=server_keys --file=gatehouse.dump {parts.Database}";
    }

    private static IEnumerable<(string Name, string Path)> Keys(DataFolder data)
    {
        foreach (string anchor in Directory.GetFiles(data.Authority, "anchor-*.pem").Order(StringComparer.Ordinal))
        {
            yield return ($"ca/{Path.GetFileName(anchor)}", anchor);
        }

        if (File.Exists(data.ServerCertificate))
        {
            yield return (Path.GetFileName(data.ServerCertificate), data.ServerCertificate);
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

    private static async Task<BackupManifest> PackAsync(
        List<(string Name, string Path)> sources, bool hasDatabase, string pending, string file, TimeProvider clock, CancellationToken cancellation)
    {
        List<BackedUpFile> described = [];
        foreach ((string name, string path) in sources)
        {
            described.Add(await BackupArchive.DescribeAsync(name, path, cancellation));
        }

        BackupManifest manifest = new(BackupManifest.CurrentFormat, clock.GetUtcNow(), Environment.MachineName, hasDatabase, described);
        await using (FileStream target = PrivateFiles.Create(pending))
        {
            Dictionary<string, string> paths = sources.ToDictionary(source => source.Name, source => source.Path);
            await BackupArchive.WriteAsync(target, manifest, entry => paths[entry.Name], cancellation);
            target.Flush(flushToDisk: true);
        }

        File.Move(pending, file, overwrite: false);
        return manifest;
    }
}
