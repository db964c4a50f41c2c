using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Records as JSON.</summary>
public static class InspectionJson
{
    // Other scripts stay readable, as in reports.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One record as an object on one line, without a line feed. The same record gives the same text.</summary>
    /// <typeparam name="TRecord">One of the records of <see cref="InspectionEngine"/>.</typeparam>
    public static string Line<TRecord>(TRecord record)
        where TRecord : class
    {
        ArgumentNullException.ThrowIfNull(record);
        JsonTypeInfo type = InspectionJsonContext.Default.GetTypeInfo(typeof(TRecord))
            ?? throw new ArgumentException($"{typeof(TRecord).Name} is no record of an inspection.", nameof(record));
        ArrayBufferWriter<byte> json = new();
        using (Utf8JsonWriter writer = new(json, Readable))
        {
            JsonSerializer.Serialize(writer, record, type);
        }

        return JsonText.EscapeInvisible(Encoding.UTF8.GetString(json.WrittenSpan));
    }
}
