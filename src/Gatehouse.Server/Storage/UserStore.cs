namespace Gatehouse.Server.Storage;

/// <summary>The table <c>users</c>.</summary>
internal sealed class UserStore(Database database)
{
    /// <summary>Finds an account.</summary>
    public Task<User?> FindAsync(string name, CancellationToken cancellation) =>
        database.FirstAsync<User>("SELECT * FROM users WHERE name = @name", new { name = name.ToLowerInvariant() }, cancellation);

    /// <summary>Adds an account, or gives the one of this name another password and enables it.</summary>
    public static Task UpsertAsync(WriteScope scope, string name, string passwordHash, DateTimeOffset now) => scope.ExecuteAsync(
        """
        INSERT INTO users (name, password_hash, made_at) VALUES (@name, @passwordHash, @now)
        ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, disabled_at = NULL
        """,
        new { name = name.ToLowerInvariant(), passwordHash, now });

    /// <summary>Disables an account.</summary>
    /// <returns>Whether there is such an account.</returns>
    public static async Task<bool> DisableAsync(WriteScope scope, string name, DateTimeOffset now) => await scope.ExecuteAsync(
        "UPDATE users SET disabled_at = COALESCE(disabled_at, @now) WHERE name = @name", new { name = name.ToLowerInvariant(), now }) > 0;
}
