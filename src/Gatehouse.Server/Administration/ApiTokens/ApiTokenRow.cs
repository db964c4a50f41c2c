using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;

namespace Gatehouse.Server.Administration.ApiTokens;

/// <summary>An API token as it is stored.</summary>
internal sealed class ApiTokenRow
{
    /// <summary>The columns.</summary>
    public const string Columns = "id, secret_hash, name, role, created_at, created_by, expires_at, last_used_at, revoked_at";

    /// <summary>Names the token.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the token.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>Who holds it.</summary>
    public required string Name { get; init; }

    /// <summary>What its holder may do.</summary>
    public ApiRole Role { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>When it ends; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>usable, expired or revoked.</summary>
    public string State(DateTimeOffset now) => RevokedAt is not null ? "revoked" : ExpiresAt <= now ? "expired" : "usable";

    /// <summary>As it is told.</summary>
    public ApiTokenSummary ToSummary(DateTimeOffset now) => new(Id, Name, Role, State(now), CreatedAt, CreatedBy, ExpiresAt, LastUsedAt);
}
