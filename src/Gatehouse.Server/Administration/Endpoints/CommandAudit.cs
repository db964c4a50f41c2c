using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>What the audit log keeps of a command.</summary>
/// <param name="HostName">What the endpoint calls itself.</param>
/// <param name="Text">What the user was told; null for nothing.</param>
/// <param name="Sent">Whether the endpoint was connected.</param>
internal sealed partial record CommandAudit(string HostName, string? Text, bool Sent)
{
    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json.Default.CommandAudit);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(CommandAudit))]
    private sealed partial class Json : JsonSerializerContext;
}
