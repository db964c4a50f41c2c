using System.Text.Json.Serialization;

namespace Gatehouse.Server.Checks;

/// <summary>How <see cref="ReasonStore"/> writes its column.</summary>
[JsonSerializable(typeof(Dictionary<string, DateTimeOffset>))]
internal sealed partial class ReasonJson : JsonSerializerContext;
