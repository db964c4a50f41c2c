using System.Data.Common;
using Dapper;

namespace Gatehouse.Server.Storage;

/// <summary>The transaction that a piece of work of <see cref="GroupCommit"/> writes in; shared with other pieces, so it sees what they wrote.</summary>
/// <param name="connection">The writer's connection.</param>
/// <param name="dialect">The kind of database.</param>
internal sealed class WriteScope(DbConnection connection, Dialect dialect) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>The kind of database, for statements that only one kind has.</summary>
    public Dialect Dialect => dialect;

    /// <summary>The transaction that is open now.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows it changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? arguments = null) => connection.ExecuteAsync(sql, arguments, Transaction);

    /// <summary>Reads all rows of a query.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? arguments = null) =>
        (await connection.QueryAsync<T>(sql, arguments, Transaction)).AsList();

    /// <summary>Reads the first row of a query.</summary>
    /// <returns>Null (or zero) when there is none.</returns>
    public Task<T?> FirstAsync<T>(string sql, object? arguments = null) => connection.QueryFirstOrDefaultAsync<T>(sql, arguments, Transaction);

    /// <summary>
    /// Runs a statement that is compiled once and kept: for those that run thousands of times a second. Values are as the database keeps them
    /// (UUIDs as text, times as milliseconds).
    /// </summary>
    /// <returns>The rows it changed.</returns>
    public Task<int> ExecutePreparedAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) => Prepare(sql, arguments).ExecuteNonQueryAsync();

    /// <summary>The same for a query; reads the first column, a text.</summary>
    public Task<IReadOnlyList<string>> QueryPreparedAsync(string sql, params ReadOnlySpan<(string Name, object? Value)> arguments) => ReadAsync(Prepare(sql, arguments));

    /// <summary>Keeps all other transactions out that ask for the same, on whatever node, until this one ends.</summary>
    /// <param name="purpose">What for.</param>
    public Task ExcludeOthersAsync(DatabaseLock purpose) => dialect == Dialect.PostgreSql
        ? ExecuteAsync("SELECT pg_advisory_xact_lock(@key)", new { key = (long)purpose })
        : Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (DbCommand command in _prepared.Values)
        {
            command.Dispose();
        }

        _prepared.Clear();
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(DbCommand command)
    {
        List<string> rows = [];
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<(string Name, object? Value)> arguments)
    {
        if (!_prepared.TryGetValue(sql, out DbCommand? command))
        {
            command = connection.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of the stores; values are parameters.
            command.CommandText = sql;
#pragma warning restore CA2100
            foreach ((string name, _) in arguments)
            {
                DbParameter parameter = command.CreateParameter();
                parameter.ParameterName = name;
                command.Parameters.Add(parameter);
            }

            _prepared.Add(sql, command);
        }

        command.Transaction = Transaction;
        for (int i = 0; i < arguments.Length; i++)
        {
            command.Parameters[i].Value = arguments[i].Value ?? DBNull.Value;
        }

        return command;
    }
}
