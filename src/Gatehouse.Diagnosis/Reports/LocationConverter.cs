using System.Text.Json;
using System.Text.Json.Serialization;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Writes either { after, before, direction } or { at }: scripts tell the two apart by their fields.</summary>
internal sealed class LocationConverter : JsonConverter<Location>
{
    /// <summary>Not needed: reports are only written.</summary>
    public override Location Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Location value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        if (value.At is not null)
        {
            writer.WriteString("at", value.At);
        }
        else
        {
            writer.WriteString("after", value.After);
            writer.WriteString("before", value.Before);
            writer.WriteString("direction", value.Direction);
        }

        writer.WriteEndObject();
    }
}
