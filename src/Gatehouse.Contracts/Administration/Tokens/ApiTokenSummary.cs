namespace Gatehouse.Contracts.Administration.Tokens;

/// <summary>An API token, without its secret.</summary>
/// <param name="Id">Names the token; no secret.</param>
/// <param name="Name">Who holds it.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="State">usable, expired or revoked.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">When it ends; null for the one in the server's data folder, which ends when the file is replaced or it is revoked.</param>
/// <param name="LastUsedAt">When it was last used, to the minute; null when never.</param>
public sealed record ApiTokenSummary(
    string Id,
    string Name,
    ApiRole Role,
    string State,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset? ExpiresAt,
    DateTimeOffset? LastUsedAt);
