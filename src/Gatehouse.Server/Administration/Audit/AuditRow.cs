using System.Text.Json;
using Gatehouse.Contracts.Administration.Audit;

namespace Gatehouse.Server.Administration.Audit;

/// <summary>An entry as it is stored.</summary>
internal sealed class AuditRow
{
    /// <summary>Grows with time.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Actor { get; init; }

    /// <summary>Id of the API token.</summary>
    public string? ActorId { get; init; }

    /// <summary>From where.</summary>
    public string? Address { get; init; }

    /// <summary>What was done.</summary>
    public required string Action { get; init; }

    /// <summary>What to.</summary>
    public required string Subject { get; init; }

    /// <summary>What was there before, as JSON.</summary>
    public string? Before { get; init; }

    /// <summary>What is there now, as JSON.</summary>
    public string? After { get; init; }

    /// <summary>As it is told.</summary>
    public AuditEntry ToEntry() => new(Id, At, Actor, ActorId, Address, Action, Subject, Json(Before), Json(After));

    private static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
