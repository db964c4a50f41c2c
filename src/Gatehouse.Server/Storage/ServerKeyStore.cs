namespace Gatehouse.Server.Storage;

/// <summary>The table <c>server_keys</c>.</summary>
internal sealed class ServerKeyStore(Database database)
{
    /// <summary>The keys for a purpose, the newest first: that one seals, all of them open.</summary>
    public Task<IReadOnlyList<ServerKey>> ListAsync(KeyPurpose purpose, CancellationToken cancellation) =>
        database.QueryAsync<ServerKey>("SELECT * FROM server_keys WHERE purpose = @purpose ORDER BY id DESC", new { purpose }, cancellation);

    /// <summary>Adds a key and retires those before it.</summary>
    /// <returns>Its number.</returns>
    public static async Task<long> InsertAsync(WriteScope scope, KeyPurpose purpose, byte[] secret, DateTimeOffset now)
    {
        await scope.ExecuteAsync("UPDATE server_keys SET retired_at = @now WHERE purpose = @purpose AND retired_at IS NULL", new { purpose, now });
        return await scope.FirstAsync<long>(
            "INSERT INTO server_keys (purpose, secret, made_at) VALUES (@purpose, @secret, @now) RETURNING id", new { purpose, secret, now });
    }

    /// <summary>Deletes keys that were retired before a moment: nothing they sealed is accepted any more.</summary>
    public static Task DeleteRetiredAsync(WriteScope scope, DateTimeOffset before) =>
        scope.ExecuteAsync("DELETE FROM server_keys WHERE retired_at < @before", new { before });
}
