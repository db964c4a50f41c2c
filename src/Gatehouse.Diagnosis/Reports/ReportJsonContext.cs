using System.Text.Json.Serialization;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Generated serialization of reports.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(LowerCaseEnumConverter<Confidence>),
        typeof(LowerCaseEnumConverter<Severity>),
        typeof(TimestampConverter),
        typeof(LocationConverter),
        typeof(FactsConverter),
    ])]
[JsonSerializable(typeof(ReportDocument))]
internal sealed partial class ReportJsonContext : JsonSerializerContext;
