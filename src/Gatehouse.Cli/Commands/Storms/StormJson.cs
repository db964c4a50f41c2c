using System.Text.Json.Serialization;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>How a result is written as JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StormResult))]
internal sealed partial class StormJson : JsonSerializerContext;
