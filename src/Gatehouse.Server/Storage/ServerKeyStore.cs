namespace Gatehouse.Server.Storage;

/// <summary>The table <c>server_keys</c>.</summary>
internal sealed class ServerKeyStore(Database database)
{
    private const string All = "SELECT * FROM server_keys ORDER BY current_from DESC, id DESC";

    /// <summary>All keys, the latest first.</summary>
    public Task<IReadOnlyList<ServerKey>> ListAsync(CancellationToken cancellation) => database.QueryAsync<ServerKey>(All, null, cancellation);

    /// <summary>The same within a transaction.</summary>
    public static Task<IReadOnlyList<ServerKey>> ListAsync(WriteScope scope) => scope.QueryAsync<ServerKey>(All);

    /// <summary>Adds a key.</summary>
    /// <returns>Its number, never given twice.</returns>
    public static Task<long> InsertAsync(WriteScope scope, byte[] secret, DateTimeOffset now, DateTimeOffset currentFrom) => scope.FirstAsync<long>(
        "INSERT INTO server_keys (secret, made_at, current_from) VALUES (@secret, @now, @currentFrom) RETURNING id", new { secret, now, currentFrom });

    /// <summary>Deletes a key: nothing it sealed is accepted any more.</summary>
    public static Task DeleteAsync(WriteScope scope, long id) => scope.ExecuteAsync("DELETE FROM server_keys WHERE id = @id", new { id });
}
