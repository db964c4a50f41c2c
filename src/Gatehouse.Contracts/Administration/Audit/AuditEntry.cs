using System.Text.Json;

namespace Gatehouse.Contracts.Administration.Audit;

/// <summary>One change: who did what to what, when, from where. Never holds a secret.</summary>
/// <param name="Id">Grows with time.</param>
/// <param name="At">When.</param>
/// <param name="Actor">Name of the API token that was used, or "server" for what the server does by itself.</param>
/// <param name="ActorId">Id of the API token; null for the server.</param>
/// <param name="Address">Address the request came from; null for the server.</param>
/// <param name="Action">What was done: "endpoint.approve", "policy.activate".</param>
/// <param name="Subject">What it was done to: "endpoint/3f2c…", "policy/default".</param>
/// <param name="Before">What the change replaced, as JSON; null when there was nothing.</param>
/// <param name="After">What the change put there, as JSON; null when nothing is left.</param>
public sealed record AuditEntry(
    long Id,
    DateTimeOffset At,
    string Actor,
    string? ActorId,
    string? Address,
    string Action,
    string Subject,
    JsonElement? Before,
    JsonElement? After);
