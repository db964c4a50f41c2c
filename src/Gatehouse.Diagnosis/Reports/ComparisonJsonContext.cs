using System.Text.Json.Serialization;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Generated serialization of comparisons.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(LowerCaseEnumConverter<Confidence>),
        typeof(LowerCaseEnumConverter<Severity>),
        typeof(KebabCaseEnumConverter<DifferenceWeight>),
        typeof(KebabCaseEnumConverter<ComparisonOutcome>),
        typeof(TimestampConverter),
        typeof(LocationConverter),
        typeof(FactsConverter),
    ])]
[JsonSerializable(typeof(ComparisonDocument))]
internal sealed partial class ComparisonJsonContext : JsonSerializerContext;
