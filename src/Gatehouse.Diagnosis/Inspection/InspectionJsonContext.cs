using System.Text.Json.Serialization;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Generated serialization of records.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(TimestampConverter)])]
[JsonSerializable(typeof(TlsInspection))]
[JsonSerializable(typeof(TcpInspection))]
[JsonSerializable(typeof(UdpInspection))]
[JsonSerializable(typeof(FragmentsInspection))]
[JsonSerializable(typeof(IcmpInspection))]
[JsonSerializable(typeof(EadInspection))]
[JsonSerializable(typeof(RadiusInspection))]
internal sealed partial class InspectionJsonContext : JsonSerializerContext;
