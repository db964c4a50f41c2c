using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.ApiTokens;

/// <summary>API tokens in the database; of each only a hash is kept.</summary>
internal sealed class ApiTokenStore(Database database, GroupCommit writer, AuditLog audit, TimeProvider clock)
{
    private static readonly TimeSpan UseResolution = TimeSpan.FromMinutes(1);

    // What is compared when there is no such token, so that it takes as long as when there is.
    private static readonly byte[] NoHash = new byte[32];

    /// <summary>Finds out who sends a token.</summary>
    /// <param name="text">What was sent.</param>
    /// <param name="address">Where it came from.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when the token does not work.</returns>
    public async Task<Caller?> RecogniseAsync(string text, string? address, CancellationToken cancellation)
    {
        if (ApiTokenSecret.Read(text) is not { } secret)
        {
            return null;
        }

        DateTimeOffset now = clock.GetUtcNow();
        ApiTokenRow? row = await FindAsync(secret.Id, cancellation);
        if (!secret.Fits(row?.SecretHash ?? NoHash) || row is null || row.State(now) != "usable")
        {
            return null;
        }

        if (row.LastUsedAt is not { } last || now - last >= UseResolution)
        {
            await NoteUseAsync(row.Id, now, cancellation);
        }

        return new Caller(row.Name, row.Id, row.Role, address);
    }

    /// <summary>Reads a token.</summary>
    public Task<ApiTokenRow?> FindAsync(string id, CancellationToken cancellation) =>
        database.FirstAsync<ApiTokenRow>($"SELECT {ApiTokenRow.Columns} FROM api_tokens WHERE id = @id", new { id }, cancellation);

    /// <summary>The same in a transaction.</summary>
    public static Task<ApiTokenRow?> FindAsync(WriteScope scope, string id) =>
        scope.FirstAsync<ApiTokenRow>($"SELECT {ApiTokenRow.Columns} FROM api_tokens WHERE id = @id", new { id });

    /// <summary>Makes a token.</summary>
    /// <param name="caller">Who makes it.</param>
    /// <param name="name">Who will hold it.</param>
    /// <param name="role">What its holder may do.</param>
    /// <param name="life">When it ends; null for never.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<ApiTokenCreated> CreateAsync(Caller caller, string name, ApiRole role, TimeSpan? life, CancellationToken cancellation)
    {
        (ApiTokenSecret secret, string text) = ApiTokenSecret.Make();
        DateTimeOffset now = clock.GetUtcNow();
        ApiTokenRow row = new()
        {
            Id = secret.Id,
            SecretHash = secret.Hash,
            Name = name,
            Role = role,
            CreatedAt = now,
            CreatedBy = caller.Name,
            ExpiresAt = now + life,
        };
        await writer.WriteAsync(
            async scope =>
            {
                await scope.ExecuteAsync(
                    $"""
                    INSERT INTO api_tokens ({ApiTokenRow.Columns})
                    VALUES (@Id, @SecretHash, @Name, @Role, @CreatedAt, @CreatedBy, @ExpiresAt, NULL, NULL)
                    """,
                    row);
                await audit.WriteAsync(scope, caller, "api-token.create", Subject(row.Id), null, Json(row, now));
            },
            cancellation);
        return new ApiTokenCreated(row.ToSummary(now), text);
    }

    /// <summary>Ends a token, in a transaction.</summary>
    public async Task RevokeAsync(WriteScope scope, Caller caller, ApiTokenRow row)
    {
        DateTimeOffset now = clock.GetUtcNow();
        await scope.ExecuteAsync("UPDATE api_tokens SET revoked_at = @now WHERE id = @Id AND revoked_at IS NULL", new { now, row.Id });
        await audit.WriteAsync(scope, caller, "api-token.revoke", Subject(row.Id), Json(row, now), null);
    }

    private static string Subject(string id) => $"api-token/{id}";

    private static string Json(ApiTokenRow row, DateTimeOffset now) =>
        JsonSerializer.Serialize(row.ToSummary(now), AdministrationJson.Default.ApiTokenSummary);

    private async Task NoteUseAsync(string id, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            await writer.WriteAsync(scope => scope.ExecuteAsync("UPDATE api_tokens SET last_used_at = @now WHERE id = @id", new { now, id }), cancellation);
        }
        catch (StorageException)
        {
            // With a full disk administrators must still be able to read; what cannot be stored is only when the token was used.
        }
    }
}
