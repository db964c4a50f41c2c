namespace Gatehouse.Contracts.Administration.Tokens;

/// <summary>An enrolment token, without its secret.</summary>
/// <param name="Id">Names the token; no secret.</param>
/// <param name="State">usable, used-up, expired or revoked.</param>
/// <param name="Note">What it is for.</param>
/// <param name="Uses">Endpoints that may enrol with it in all.</param>
/// <param name="UsesLeft">Endpoints that may still.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="ExpiresAt">When it ends.</param>
public sealed record EnrollmentTokenSummary(
    string Id,
    string State,
    string Note,
    int Uses,
    int UsesLeft,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    DateTimeOffset ExpiresAt);
