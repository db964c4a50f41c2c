using System.Text.Json;
using Gatehouse.Server.Administration.Audit;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>What the audit log keeps of a command.</summary>
/// <param name="HostName">What the endpoint calls itself.</param>
/// <param name="Text">What the user was told; null for nothing.</param>
/// <param name="Sent">Whether the endpoint was connected.</param>
internal sealed record CommandAudit(string HostName, string? Text, bool Sent)
{
    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, AuditJson.Default.CommandAudit);
}
