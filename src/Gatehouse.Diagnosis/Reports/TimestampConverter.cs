using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Writes a time as ISO 8601, UTC, with the capture's precision; null when it is not known.</summary>
internal sealed class TimestampConverter : JsonConverter<Timestamp>
{
    /// <summary>Not needed: reports are only written.</summary>
    public override Timestamp Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Timestamp value, JsonSerializerOptions options)
    {
        if (value.IsKnown)
        {
            writer.WriteStringValue(value.ToString());
        }
        else
        {
            writer.WriteNullValue();
        }
    }
}
