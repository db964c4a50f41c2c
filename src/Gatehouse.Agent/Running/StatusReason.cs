namespace Gatehouse.Agent.Running;

/// <summary>One thing that is not as policy wants it.</summary>
/// <param name="Item">What was checked.</param>
/// <param name="What">What was found and what is wanted.</param>
/// <param name="Action">What follows now: "monitor", "remind", "isolate" or "offline".</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Later">What follows from <paramref name="Deadline"/> on; null when that is the same.</param>
/// <param name="Deadline">When more follows, UTC; null when nothing more does.</param>
public sealed record StatusReason(string Item, string What, string Action, string Remedy, string? Later, DateTimeOffset? Deadline);
