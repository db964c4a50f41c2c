using System.Text.Json;
using Gatehouse.Server.Administration.Audit;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>What the audit log keeps of an endpoint before and after a decision.</summary>
/// <param name="HostName">What it calls itself.</param>
/// <param name="State">held, active or revoked.</param>
/// <param name="Reason">Why.</param>
/// <param name="Policy">Name of the policy it is under.</param>
internal sealed record EndpointAudit(string HostName, string State, string? Reason, string Policy)
{
    /// <summary>Of an endpoint as it is stored.</summary>
    public static EndpointAudit Of(EndpointRow row) => new(row.HostName, Words.Of(row.State), row.StateReason, row.Policy);

    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AuditJson.Default.EndpointAudit);
}
