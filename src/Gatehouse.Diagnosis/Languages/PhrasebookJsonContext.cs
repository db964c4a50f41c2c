using System.Text.Json.Serialization;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>Generated reading of the languages' files.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(PhrasebookFile))]
internal sealed partial class PhrasebookJsonContext : JsonSerializerContext;
