using System.Text.Json.Serialization;
using Gatehouse.Agent.Collectors.Linux;
using Gatehouse.Agent.Identity;

namespace Gatehouse.Agent.Running;

/// <summary>How the agent's own files are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true,
    WriteIndented = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(EnrollmentRecord))]
[JsonSerializable(typeof(PendingApproval))]
[JsonSerializable(typeof(AgentStatus))]
[JsonSerializable(typeof(AptAnswer))]
[JsonSerializable(typeof(SignedInUser))]
internal sealed partial class AgentJson : JsonSerializerContext;
