using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SQLitePCL;

namespace Gatehouse.Server.Storage;

/// <summary>Turns what a database says into what an administrator can do about it.</summary>
internal static class StorageFailures
{
    /// <summary>Describes a failure of the database itself in one line; null when the failure is one of the statement (a constraint, a mistake in it).</summary>
    /// <param name="error">What was thrown.</param>
    /// <param name="place">The file or server, as the administrator knows it.</param>
    public static string? Describe(Exception error, string place) => error switch
    {
        StorageException own => own.Message,
        SqliteException sqlite => Describe(sqlite, place),
        PostgresException { SqlState: PostgresErrorCodes.DiskFull } =>
            $"the disk of the database server {place} is full; free some space",
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            $"the database server {place} does not accept the name or password; check the connection string",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
            $"the database {place} does not exist; create it first",
        PostgresException => null,
        NpgsqlException => $"the database server {place} does not answer; check that it runs and can be reached",
        _ => null,
    };

    /// <summary>Whether the whole transaction is lost with this failure, and not just one piece of work.</summary>
    public static bool IsOfDatabase(DbException error) => Describe(error, string.Empty) is not null;

    private static string? Describe(SqliteException error, string place) => error.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => $"no space is left for the database {place}; free some space on its disk",
        raw.SQLITE_READONLY or raw.SQLITE_PERM => $"the database {place} cannot be written; give the user of the server the right to write the file and its folder",
        raw.SQLITE_CANTOPEN => $"the database {place} cannot be opened; check that its folder exists and that the user of the server may write there",
        raw.SQLITE_NOTADB or raw.SQLITE_CORRUPT => $"the database {place} is damaged or is none; restore it from a backup",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => $"the database {place} is locked by another program; end the other program or wait",
        raw.SQLITE_IOERR => $"the disk of the database {place} fails; check the disk",
        _ => null,
    };
}
