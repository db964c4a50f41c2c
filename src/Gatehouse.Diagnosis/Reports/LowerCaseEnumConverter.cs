using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Writes "fault" for Fault.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class LowerCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase)
    where T : struct, Enum;
