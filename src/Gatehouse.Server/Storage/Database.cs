using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gatehouse.Server.Storage;

/// <summary>One database and how to talk to it. Reads go to connections of their own; writes go through <see cref="GroupCommit"/>.</summary>
internal sealed class Database : IDisposable
{
    private const int BusySeconds = 10;

    // Pages of 4,096 octets in the log before they are put into the file, which costs two waits for the disk.
    private const int PagesOfLog = 8_192;

    // For connections that write; a reader needs none of them, and they would cost it more than its query.
    private static readonly string WriterSettings = $"PRAGMA busy_timeout = {BusySeconds * 1000}; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {PagesOfLog};";

    // For PostgreSQL: so long an agent that waits is better told to come back.
    private const int ConnectSeconds = 5;
    private const int CommandSeconds = 15;
    private const int Connections = 20;
    private const int PreparedStatements = 64;

    private readonly string _connectionString;
    private readonly string _readingString;
    private readonly NpgsqlDataSource? _source;

    private Database(Dialect dialect, string connectionString, string place)
    {
        Mapping.Ensure();
        Dialect = dialect;
        Place = place;
        _connectionString = connectionString;
        _readingString = dialect == Dialect.Sqlite ? new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = null }.ToString() : connectionString;
        _source = dialect == Dialect.PostgreSql ? NpgsqlDataSource.Create(connectionString) : null;
    }

    /// <summary>Which kind it is.</summary>
    public Dialect Dialect { get; }

    /// <summary>The file or server, for messages; without secrets.</summary>
    public string Place { get; }

    /// <summary>An embedded database.</summary>
    /// <param name="path">The file; made when it is missing, its folder is not.</param>
    public static Database File(string path)
    {
        SqliteConnectionStringBuilder builder = new()
        {
            DataSource = path,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
            Mode = SqliteOpenMode.ReadWriteCreate,
        };
        return new Database(Dialect.Sqlite, builder.ToString(), path);
    }

    /// <summary>A database of PostgreSQL.</summary>
    /// <param name="connectionString">As Npgsql reads it: <c>Host=…;Database=…;Username=…</c>.</param>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public static Database Server(string connectionString)
    {
        try
        {
            NpgsqlConnectionStringBuilder builder = new(connectionString);
            Preset(builder, "Timeout", ConnectSeconds);
            Preset(builder, "Command Timeout", CommandSeconds);
            Preset(builder, "Maximum Pool Size", Connections);
            Preset(builder, "Max Auto Prepare", PreparedStatements);
            Preset(builder, "Application Name", "gatehouse");
            return new Database(Dialect.PostgreSql, builder.ToString(), $"{builder.Database} at {builder.Host}:{builder.Port}");
        }
        catch (ArgumentException)
        {
            // What was thrown may quote the password.
            throw new StorageException("the connection string of the database cannot be read; write Host=…;Database=…;Username=…;Password=…");
        }
    }

    /// <summary>An open connection; the caller closes it.</summary>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    public Task<DbConnection> ConnectAsync(CancellationToken cancellation) => ConnectAsync(forWriting: true, cancellation);

    private async Task<DbConnection> ConnectAsync(bool forWriting, CancellationToken cancellation)
    {
        DbConnection connection = _source is null ? new SqliteConnection(forWriting ? _connectionString : _readingString) : _source.CreateConnection();
        try
        {
            await connection.OpenAsync(cancellation);
            if (Dialect == Dialect.Sqlite && forWriting)
            {
                // A verdict that was acknowledged survives a power cut: FULL synchronises the log at every commit.
                await connection.ExecuteAsync(WriterSettings);
            }

            return connection;
        }
        catch (Exception error)
        {
            await connection.DisposeAsync();
            if (StorageFailures.Describe(error, Place) is string problem)
            {
                throw new StorageException(problem, error);
            }

            throw;
        }
    }

    /// <summary>Reads all rows of a query.</summary>
    public Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        ReadAsync<IReadOnlyList<T>>(async connection => (await connection.QueryAsync<T>(Command(sql, arguments, cancellation))).AsList(), cancellation);

    /// <summary>Reads the first row of a query.</summary>
    /// <returns>Null (or zero) when there is none.</returns>
    public Task<T?> FirstAsync<T>(string sql, object? arguments, CancellationToken cancellation) =>
        ReadAsync(connection => connection.QueryFirstOrDefaultAsync<T>(Command(sql, arguments, cancellation)), cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        _source?.Dispose();
        if (_source is null)
        {
            foreach (string pool in (string[])[_connectionString, _readingString])
            {
                using SqliteConnection connection = new(pool);
                SqliteConnection.ClearPool(connection);
            }
        }
    }

    // What the administrator has not set.
    private static void Preset(NpgsqlConnectionStringBuilder builder, string keyword, object value)
    {
        if (!builder.ShouldSerialize(keyword))
        {
            builder[keyword] = value;
        }
    }

    private static CommandDefinition Command(string sql, object? arguments, CancellationToken cancellation) => new(sql, arguments, cancellationToken: cancellation);

    private async Task<T> ReadAsync<T>(Func<DbConnection, Task<T>> read, CancellationToken cancellation)
    {
        await using DbConnection connection = await ConnectAsync(forWriting: false, cancellation);
        try
        {
            return await read(connection);
        }
        catch (DbException error) when (StorageFailures.Describe(error, Place) is string problem)
        {
            throw new StorageException(problem, error);
        }
    }
}
