using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Writes facts with the type they have: words, truths, numbers and lists of words.</summary>
internal sealed class FactsConverter : JsonConverter<IReadOnlyDictionary<string, object>>
{
    /// <summary>Not needed: reports are only written.</summary>
    public override IReadOnlyDictionary<string, object> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IReadOnlyDictionary<string, object> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach ((string name, object fact) in value)
        {
            writer.WritePropertyName(name);
            Write(writer, fact);
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, object fact)
    {
        switch (fact)
        {
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case double number when double.IsFinite(number):
                writer.WriteNumberValue(number);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(fact, CultureInfo.InvariantCulture));
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (object item in list)
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            default:
                writer.WriteStringValue(Convert.ToString(fact, CultureInfo.InvariantCulture));
                break;
        }
    }
}
