using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Documents as JSON for people's terminals.</summary>
internal static class JsonText
{
    // Quotation marks, "&" and other scripts stay readable: the output is no part of a web page.
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>
    /// Renders a document, indented, ending with a line feed. The same document gives the same text. Characters that could reorder
    /// or hide what a terminal shows are written as escapes.
    /// </summary>
    public static string Render<T>(T document, JsonTypeInfo<T> type)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        Write(document, type, text);
        return text.ToString();
    }

    /// <summary>Writes the same text piece by piece, so that it is never held as a whole.</summary>
    public static void Write<T>(T document, JsonTypeInfo<T> type, TextWriter output)
    {
        using (Utf8JsonWriter writer = new(new EscapingBuffer(output), Readable))
        {
            JsonSerializer.Serialize(writer, document, type);
        }

        output.Write('\n');
    }

    /// <summary>All such characters are inside strings, where an escape means the same.</summary>
    internal static string EscapeInvisible(string json)
    {
        if (Ascii.IsValid(json) && !json.Contains('\u007f', StringComparison.Ordinal))
        {
            return json;
        }

        StringBuilder escaped = new(json.Length);
        foreach (Rune rune in json.EnumerateRunes())
        {
            string text = rune.ToString();
            if (rune.Value > '~' && Rune.GetUnicodeCategory(rune) is (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                foreach (char c in text)
                {
                    escaped.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
                }
            }
            else
            {
                escaped.Append(text);
            }
        }

        return escaped.ToString();
    }
}
