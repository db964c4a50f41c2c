using System.Data.Common;
using Dapper;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Backups;

/// <summary>Makes a data folder from a backup.</summary>
public static class ServerRestore
{
    /// <summary>Restores a backup into a folder that is empty or missing; the folder is there only when everything in it is checked.</summary>
    /// <param name="options">The folder; and for a node over PostgreSQL its database, which was restored before and is given new keys here.</param>
    /// <param name="file">The backup.</param>
    /// <param name="clock">Where the time comes from.</param>
    /// <param name="cancellation">Gives up; nothing is left behind.</param>
    /// <returns>What was restored.</returns>
    /// <exception cref="ServerStartException">It cannot be restored; the message says what to do.</exception>
    public static async Task<BackupManifest> RunAsync(ServerOptions options, string file, TimeProvider clock, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataFolder));
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any()))
        {
            throw new ServerStartException($"{target} is not empty, and a restore never overwrites; name an empty or new folder with --data");
        }

        string work = $"{target}.{Guid.NewGuid():n}.tmp";
        try
        {
            PrivateFiles.MakeFolder(work);
            BackupManifest manifest = await BackupArchive.ReadAsync(file, work, cancellation);
            await BeginAsync(options, manifest, new DataFolder(work), clock.GetUtcNow(), cancellation);
            if (Directory.Exists(target))
            {
                Directory.Delete(target);
            }

            Directory.Move(work, target);
            return manifest;
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

    private static async Task BeginAsync(ServerOptions options, BackupManifest manifest, DataFolder folder, DateTimeOffset now, CancellationToken cancellation)
    {
        if (manifest.HasDatabase == (options.Database is not null))
        {
            throw new ServerStartException(manifest.HasDatabase
                ? "the backup has an embedded database; restore it without --database-file"
                : "the backup is of a node over PostgreSQL and has no database; restore that with pg_restore first, then give its --database-file here");
        }

        using Database database = options.Database is null ? Database.File(folder.Database) : Database.Server(options.Database);
        try
        {
            if (database.Dialect == Dialect.Sqlite && await database.FirstAsync<string>("PRAGMA integrity_check", null, cancellation) != "ok")
            {
                throw new StorageException("the database in the backup is damaged; nothing was restored, use another backup");
            }

            await Schema.ApplyAsync(database, now, cancellation);
            await using DbConnection connection = await database.ConnectAsync(cancellation);
            await SessionEpoch.BeginAsync(connection, database.Dialect, now, manifest);
            if (database.Dialect == Dialect.Sqlite)
            {
                // Everything is in the one file when the folder gets its name.
                await connection.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            }
        }
        catch (DbException error) when (StorageFailures.Describe(error, database.Place) is string problem)
        {
            throw new StorageException(problem, error);
        }
    }
}
