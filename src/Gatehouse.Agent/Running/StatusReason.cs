namespace Gatehouse.Agent.Running;

/// <summary>One thing that is not as policy wants it.</summary>
/// <param name="Item">What was checked.</param>
/// <param name="What">What was found and what is wanted.</param>
/// <param name="Action">"monitor", "remind", "isolate" or "offline".</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Deadline">When the action takes effect, UTC; null when it has.</param>
public sealed record StatusReason(string Item, string What, string Action, string Remedy, DateTimeOffset? Deadline);
