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
        PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied =>
            $"the user of the database {place} lacks a right ({denied.MessageText}); make it the owner of the database",
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } =>
            $"the database server {place} has no connection left; raise its max_connections, or lower Maximum Pool Size in the connection string",
        PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } =>
            $"the database server {place} only reads, it is a standby; name the primary one in the connection string",
        PostgresException { SqlState: PostgresErrorCodes.OutOfMemory } =>
            $"the database server {place} is out of memory; give it more, or lower its settings",
        PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure } =>
            $"the database server {place} was too busy with the same rows; try again",
        PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow } =>
            $"the database server {place} stops or starts; wait until it runs",
        PostgresException => null,
        NpgsqlException => $"the database server {place} does not answer; check that it runs and can be reached",
        _ => null,
    };

    /// <summary>Whether the whole transaction is lost with this failure, and not just one piece of work.</summary>
    public static bool IsOfDatabase(DbException error) => Describe(error, string.Empty) is not null;

    /// <summary>Whether the same may succeed at once: the connection is of a database that was started again, or another transaction was in the way.</summary>
    public static bool IsPassing(DbException error) => error switch
    {
        PostgresException postgres => postgres.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.AdminShutdown,
        NpgsqlException { InnerException: IOException } => true,
        _ => false,
    };

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
