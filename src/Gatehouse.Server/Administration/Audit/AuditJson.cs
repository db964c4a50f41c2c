using System.Text.Json.Serialization;
using Gatehouse.Server.Administration.Endpoints;

namespace Gatehouse.Server.Administration.Audit;

/// <summary>How what the audit log alone knows is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EndpointAudit))]
[JsonSerializable(typeof(CommandAudit))]
internal sealed partial class AuditJson : JsonSerializerContext;
