using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The report as JSON; docs/diagnosis.schema.json describes it.</summary>
public static class JsonReport
{
    /// <summary>Name and version of the format, the value of "schema".</summary>
    public const string Schema = "gatehouse.diagnosis/1";

    /// <summary>
    /// Renders a report, indented, ending with a line feed. The same report gives the same text. Characters that could reorder
    /// or hide what a terminal shows are written as escapes.
    /// </summary>
    public static string Render(Report report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return JsonText.Render(ReportDocument.From(report), ReportJsonContext.Default.ReportDocument);
    }

    /// <summary>Writes the same text piece by piece, so that a report of any size is never held as one.</summary>
    public static void Write(Report report, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        JsonText.Write(ReportDocument.From(report), ReportJsonContext.Default.ReportDocument, output);
    }
}
