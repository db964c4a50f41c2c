namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>One policy.</summary>
/// <param name="Name">Its name: lower-case letters, digits and hyphens, at most 64.</param>
/// <param name="ActiveVersion">The version that endpoints are checked under; null until one was activated.</param>
/// <param name="LatestVersion">The newest version, active or not.</param>
/// <param name="Endpoints">Active endpoints under it; held and revoked ones are not checked.</param>
/// <param name="ActivatedAt">When the active version became active.</param>
/// <param name="ActivatedBy">Who activated it.</param>
public sealed record PolicySummary(
    string Name,
    long? ActiveVersion,
    long LatestVersion,
    long Endpoints,
    DateTimeOffset? ActivatedAt,
    string? ActivatedBy);
