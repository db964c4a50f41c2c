using Gatehouse.Posture.Checks;

namespace Gatehouse.Posture.Reports;

/// <summary>Something the endpoint could not determine.</summary>
/// <param name="Item">The item.</param>
/// <param name="Why">Why not, in one sentence.</param>
/// <param name="Needs">The capability or right that would allow it, such as "CAP_NET_ADMIN"; null when none would.</param>
public sealed record NotDetermined(CheckItem Item, string Why, string? Needs = null);
