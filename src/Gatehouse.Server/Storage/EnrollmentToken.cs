namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>enrollment_tokens</c>; its secret is not in it, only the hash.</summary>
internal sealed record EnrollmentToken
{
    /// <summary>The public part of the token.</summary>
    public required string Id { get; init; }

    /// <summary>SHA-256 of the secret part. A plain hash suffices: the secret is 32 random octets, not something a person chose.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>What the administrator wrote beside it.</summary>
    public required string Note { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The moment from which it is worth nothing.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>New endpoints it may still enrol.</summary>
    public required int UsesLeft { get; init; }

    /// <summary>When it was revoked; null when it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Never shows the hash.</summary>
    public override string ToString() => $"enrolment token {Id}";
}
