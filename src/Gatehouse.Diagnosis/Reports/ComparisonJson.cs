using Gatehouse.Diagnosis.Comparison;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>A comparison as JSON; docs/comparison.schema.json describes it.</summary>
public static class ComparisonJson
{
    /// <summary>Name and version of the format, the value of "schema".</summary>
    public const string Schema = "gatehouse.comparison/1";

    /// <summary>
    /// Renders a comparison, indented, ending with a line feed. The same comparison gives the same text. Characters that could reorder
    /// or hide what a terminal shows are written as escapes.
    /// </summary>
    public static string Render(ComparisonReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonText.Render(ComparisonDocument.From(report), ComparisonJsonContext.Default.ComparisonDocument);
    }

    /// <summary>Writes the same text piece by piece, so that a comparison of any size is never held as one.</summary>
    public static void Write(ComparisonReport report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        JsonText.Write(ComparisonDocument.From(report), ComparisonJsonContext.Default.ComparisonDocument, output);
    }
}
