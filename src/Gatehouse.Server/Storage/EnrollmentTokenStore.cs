namespace Gatehouse.Server.Storage;

/// <summary>The table <c>enrollment_tokens</c>.</summary>
internal sealed class EnrollmentTokenStore(Database database)
{
    /// <summary>All tokens, the newest first.</summary>
    public Task<IReadOnlyList<EnrollmentToken>> ListAsync(CancellationToken cancellation) =>
        database.QueryAsync<EnrollmentToken>("SELECT * FROM enrollment_tokens ORDER BY made_at DESC, id", null, cancellation);

    /// <summary>Finds a token by its public part.</summary>
    public Task<EnrollmentToken?> FindAsync(string id, CancellationToken cancellation) =>
        database.FirstAsync<EnrollmentToken>("SELECT * FROM enrollment_tokens WHERE id = @id", new { id }, cancellation);

    /// <summary>The same within a transaction.</summary>
    public static Task<EnrollmentToken?> FindAsync(WriteScope scope, string id) =>
        scope.FirstAsync<EnrollmentToken>("SELECT * FROM enrollment_tokens WHERE id = @id", new { id });

    /// <summary>Adds a token.</summary>
    public static Task InsertAsync(WriteScope scope, EnrollmentToken token) => scope.ExecuteAsync(
        """
        INSERT INTO enrollment_tokens (id, secret_hash, note, made_at, expires_at, uses_left, revoked_at)
        VALUES (@Id, @SecretHash, @Note, @MadeAt, @ExpiresAt, @UsesLeft, @RevokedAt)
        """,
        token);

    /// <summary>Uses a token once.</summary>
    /// <returns>False when no use is left.</returns>
    public static async Task<bool> UseAsync(WriteScope scope, string id) =>
        await scope.ExecuteAsync("UPDATE enrollment_tokens SET uses_left = uses_left - 1 WHERE id = @id AND uses_left > 0", new { id }) > 0;

    /// <summary>Revokes a token; once revoked, it keeps its time.</summary>
    /// <returns>Whether there is such a token.</returns>
    public static async Task<bool> RevokeAsync(WriteScope scope, string id, DateTimeOffset now) =>
        await scope.ExecuteAsync("UPDATE enrollment_tokens SET revoked_at = COALESCE(revoked_at, @now) WHERE id = @id", new { id, now }) > 0;
}
