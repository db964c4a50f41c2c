namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>The last verdict about an endpoint.</summary>
/// <param name="Outcome">admitted, reminded, isolated or offline.</param>
/// <param name="At">When it was given.</param>
/// <param name="PolicyVersion">Version of the policy it was given under.</param>
/// <param name="CatalogueVersion">Version of the catalogue that patches were held against; null when none was used.</param>
/// <param name="Reasons">Why, the most severe first; empty when nothing is wrong.</param>
public sealed record LastVerdict(string Outcome, DateTimeOffset At, long? PolicyVersion, long? CatalogueVersion, IReadOnlyList<VerdictReason> Reasons);
