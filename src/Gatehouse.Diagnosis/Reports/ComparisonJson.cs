using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gatehouse.Diagnosis.Comparison;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>A comparison as JSON; docs/comparison.schema.json describes it.</summary>
public static class ComparisonJson
{
    /// <summary>Name and version of the format, the value of "schema".</summary>
    public const string Schema = "gatehouse.comparison/1";

    // Quotation marks, "&" and other scripts stay readable: the output is no part of a web page.
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Renders a comparison, indented, ending with a line feed. The same comparison gives the same text. Characters that could reorder
    /// or hide what a terminal shows are written as escapes.
    /// </summary>
    public static string Render(ComparisonReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json, Readable))
        {
            JsonSerializer.Serialize(writer, ComparisonDocument.From(report), ComparisonJsonContext.Default.ComparisonDocument);
        }

        return JsonText.EscapeInvisible(Encoding.UTF8.GetString(json.GetBuffer(), 0, (int)json.Length)) + "\n";
    }
}
