using System.Data.Common;
using Dapper;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Backups;

/// <summary>
/// What makes a restored database refuse everything that was sealed or handed out before: it remembers neither the reports nor the uses
/// of tokens after its backup was made, so it could be told the same twice.
/// </summary>
internal static class SessionEpoch
{
    private const string EndKeys = "DELETE FROM server_keys";
    private const string EndTokens = "UPDATE enrollment_tokens SET revoked_at = @now WHERE revoked_at IS NULL";

    // The token of the machine the backup was made on; the restored server writes one of its own.
    private const string EndLocalTokens = "UPDATE api_tokens SET revoked_at = @now WHERE revoked_at IS NULL AND name LIKE 'local@%'";

    // A number of a key is never given twice, also when a later key than those of the backup had been made: then its tokens are known to be old.
    private const string SkipNumbersSqlite =
        """
        INSERT INTO sqlite_sequence (name, seq) SELECT 'server_keys', 0 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'server_keys');
        UPDATE sqlite_sequence SET seq = MAX(seq, @seconds) WHERE name = 'server_keys';
        """;

    private const string SkipNumbersPostgreSql = "SELECT setval(pg_get_serial_sequence('server_keys', 'id'), GREATEST(@seconds, nextval(pg_get_serial_sequence('server_keys', 'id'))))";
    private const string Note = "INSERT INTO audit (at, actor, action, subject, after) VALUES (@now, 'server', 'server.restore', 'server', @after)";

    /// <summary>Takes out of a copy of a database what nobody may use again.</summary>
    public static Task CloseAsync(DbConnection copy, DateTimeOffset now) => copy.ExecuteAsync($"PRAGMA secure_delete = ON; {EndKeys}; {EndTokens}", new { now });

    /// <summary>Begins a new one in a database that was restored.</summary>
    /// <param name="connection">A connection of the database.</param>
    /// <param name="dialect">Its kind.</param>
    /// <param name="now">The time.</param>
    /// <param name="manifest">What was restored, for the audit log.</param>
    public static async Task BeginAsync(DbConnection connection, Dialect dialect, DateTimeOffset now, BackupManifest manifest)
    {
        await using DbTransaction transaction = await connection.BeginTransactionAsync();
        long seconds = now.ToUnixTimeSeconds();
        string after = $$"""{"madeAt":"{{manifest.MadeAt.UtcDateTime:O}}"}""";
        string sql = $"{EndKeys}; {EndTokens}; {EndLocalTokens}; {(dialect == Dialect.Sqlite ? SkipNumbersSqlite : SkipNumbersPostgreSql)}; {Note}";
        await connection.ExecuteAsync(sql, new { now, seconds, after }, transaction);
        await transaction.CommitAsync();
    }
}
