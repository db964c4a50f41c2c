using Gatehouse.Contracts.Administration.Tokens;

namespace Gatehouse.Server.Administration.EnrollmentTokens;

/// <summary>An enrolment token as administrators see it.</summary>
internal sealed class EnrollmentTokenRow
{
    /// <summary>All of them; conditions and order follow.</summary>
    public const string Select = "SELECT id, note, uses, uses_left, made_at, made_by, expires_at, revoked_at FROM enrollment_tokens";

    /// <summary>Names the token.</summary>
    public required string Id { get; init; }

    /// <summary>What it is for.</summary>
    public required string Note { get; init; }

    /// <summary>Endpoints it could enrol in all.</summary>
    public int Uses { get; init; }

    /// <summary>Endpoints it still may.</summary>
    public int UsesLeft { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was revoked.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>usable, used-up, expired or revoked.</summary>
    public string State(DateTimeOffset now) => RevokedAt is not null ? "revoked" : ExpiresAt <= now ? "expired" : UsesLeft <= 0 ? "used-up" : "usable";

    /// <summary>As it is told.</summary>
    public EnrollmentTokenSummary ToSummary(DateTimeOffset now) => new(Id, State(now), Note, Uses, UsesLeft, MadeAt, MadeBy, ExpiresAt);
}
