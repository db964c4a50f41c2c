using System.Data.Common;
using System.Reflection;
using Dapper;

namespace Gatehouse.Server.Storage;

/// <summary>Brings a database to the schema of this program: the scripts of <c>Storage/Sql</c>, in order, each in a transaction.</summary>
internal static class Schema
{
    /// <summary>Applies what is missing.</summary>
    /// <exception cref="StorageException">The database is of a newer version, or cannot be used.</exception>
    public static async Task ApplyAsync(Database database, DateTimeOffset now, CancellationToken cancellation)
    {
        await using DbConnection connection = await database.ConnectAsync(cancellation);
        try
        {
            if (database.Dialect == Dialect.Sqlite)
            {
                await connection.ExecuteAsync("PRAGMA journal_mode = WAL");
            }

            IReadOnlyList<SchemaScript> scripts = Scripts(database.Dialect);
            while (await ApplyNextAsync(database, connection, scripts, now, cancellation))
            {
                // Each script is a transaction of its own, so that a failing one leaves those before it.
            }
        }
        catch (DbException error) when (StorageFailures.Describe(error, database.Place) is string problem)
        {
            throw new StorageException(problem, error);
        }
    }

    /// <summary>The scripts of a dialect, in order.</summary>
    public static IReadOnlyList<SchemaScript> Scripts(Dialect dialect)
    {
        string folder = dialect == Dialect.Sqlite ? "sql/sqlite/" : "sql/postgresql/";
        Assembly assembly = typeof(Schema).Assembly;
        return
        [
            .. from name in assembly.GetManifestResourceNames()
               let path = name.Replace('\\', '/')
               where path.StartsWith(folder, StringComparison.Ordinal)
               let script = Read(assembly, name, path[folder.Length..])
               orderby script.Version
               select script,
        ];
    }

    private static async Task<bool> ApplyNextAsync(
        Database database, DbConnection connection, IReadOnlyList<SchemaScript> scripts, DateTimeOffset now, CancellationToken cancellation)
    {
        // The transactions of SQLite take the right to write when they begin; PostgreSQL needs a lock of its own, as several nodes may start at once.
        await using DbTransaction transaction = await connection.BeginTransactionAsync(cancellation);
        if (database.Dialect == Dialect.PostgreSql)
        {
            await connection.ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", new { key = (long)DatabaseLock.Schema }, transaction);
        }

        await connection.ExecuteAsync(
            "CREATE TABLE IF NOT EXISTS schema_versions (version INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
            transaction: transaction);
        int version = await connection.ExecuteScalarAsync<int>("SELECT COALESCE(MAX(version), 0) FROM schema_versions", transaction: transaction);
        int known = scripts[^1].Version;
        if (version > known)
        {
            throw new StorageException(
                $"the database {database.Place} was written by a newer version (schema {version}, this one knows {known}); start the newer version, or restore a backup made before it");
        }

        SchemaScript? next = scripts.FirstOrDefault(script => script.Version > version);
        if (next is not null)
        {
            await connection.ExecuteAsync(next.Sql, transaction: transaction);
            await connection.ExecuteAsync(
                "INSERT INTO schema_versions (version, name, applied_at) VALUES (@Version, @Name, @now)", new { next.Version, next.Name, now }, transaction);
        }

        await transaction.CommitAsync(cancellation);
        return next is not null;
    }

    // "0001-what-it-is-about.sql"
    private static SchemaScript Read(Assembly assembly, string resource, string file)
    {
        const int Digits = 4;
        using StreamReader reader = new(assembly.GetManifestResourceStream(resource)!);
        return new SchemaScript(int.Parse(file.AsSpan(0, Digits)), Path.GetFileNameWithoutExtension(file)[(Digits + 1)..], reader.ReadToEnd());
    }
}
