namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>One reason of a verdict.</summary>
/// <param name="Item">The item of the policy: "antivirus", "patches", "firewall".</param>
/// <param name="Action">What the item alone asks for: monitor, remind, isolate or offline.</param>
/// <param name="Text">What is wrong.</param>
/// <param name="Remedy">What mends it.</param>
public sealed record VerdictReason(string Item, string Action, string Text, string Remedy);
