using Gatehouse.Posture.Checks;

namespace Gatehouse.Posture.Verdicts;

/// <summary>One thing that was not as required, or not determined.</summary>
/// <param name="Item">What was checked.</param>
/// <param name="Key">Names the reason within the verdict and from one verdict to the next: "patches/critical".</param>
/// <param name="Outcome">Failed or unknown.</param>
/// <param name="Found">What was found, or why it could not be determined.</param>
/// <param name="Required">What the policy requires.</param>
/// <param name="Action">What the policy says follows.</param>
/// <param name="Effective">What follows now: never more than a reminder before <paramref name="Deadline"/>.</param>
/// <param name="Remedy">What the user does about it: one sentence.</param>
/// <param name="Deadline">When <paramref name="Action"/> takes effect; null when it does so at once.</param>
/// <param name="GraceDays">The days of grace contained in the deadline; 0 for none.</param>
public sealed record Reason(
    CheckItem Item,
    string Key,
    CheckOutcome Outcome,
    string Found,
    string Required,
    PostureAction Action,
    PostureAction Effective,
    string Remedy,
    DateTimeOffset? Deadline,
    int GraceDays);
