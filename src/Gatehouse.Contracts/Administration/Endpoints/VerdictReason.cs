namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>One reason of a verdict.</summary>
/// <param name="Key">Names the reason from one verdict to the next: "patches/critical".</param>
/// <param name="Action">What follows from it: monitor, remind, isolate or offline.</param>
/// <param name="Found">What was found, or why it could not be determined.</param>
/// <param name="Required">What the policy requires.</param>
/// <param name="Remedy">What mends it.</param>
/// <param name="Deadline">When the action takes effect; null for at once.</param>
public sealed record VerdictReason(string Key, string Action, string Found, string Required, string Remedy, DateTimeOffset? Deadline = null);
