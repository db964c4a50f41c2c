using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Writes "worth-knowing" for WorthKnowing.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class KebabCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower)
    where T : struct, Enum;
