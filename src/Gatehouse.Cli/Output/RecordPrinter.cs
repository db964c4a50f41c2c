using System.Text;
using Gatehouse.Cli.Inspection;
using Gatehouse.Cli.Options;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Output;

/// <summary>Prints the records of an inspection as they come.</summary>
internal static class RecordPrinter
{
    /// <summary>Records that the column widths of a table are taken from; later ones may stick out.</summary>
    public const int WidthSample = 1000;

    /// <summary>Prints.</summary>
    /// <returns>How many there were; without any, nothing is printed.</returns>
    public static long Print(IEnumerable<InspectionRecord> records, IReadOnlyList<string> columns, RecordFormat format, TextWriter writer)
    {
        if (format == RecordFormat.Table)
        {
            return Table(records, columns, writer);
        }

        long count = 0;

        foreach (InspectionRecord record in records)
        {
            count++;
            if (format == RecordFormat.Json)
            {
                writer.Write(record.Json);
                writer.Write('\n');
                continue;
            }

            for (int i = 0; i < record.Lines.Count; i++)
            {
                writer.Write(i == 0 ? string.Empty : "  ");
                writer.Write(SafeText.Escape(record.Lines[i]));
                writer.Write('\n');
            }
        }

        return count;
    }

    private static long Table(IEnumerable<InspectionRecord> records, IReadOnlyList<string> columns, TextWriter writer)
    {
        List<string[]> sample = [[.. columns]];
        int[]? widths = null;
        long count = 0;
        foreach (InspectionRecord record in records)
        {
            count++;
            string[] cells = [.. record.Cells.Select(SafeText.Escape)];
            if (widths is not null)
            {
                Row(cells, widths, writer);
                continue;
            }

            sample.Add(cells);
            if (sample.Count > WidthSample)
            {
                widths = Rows(sample, writer);
            }
        }

        if (widths is null && count > 0)
        {
            Rows(sample, writer);
        }

        return count;
    }

    private static int[] Rows(List<string[]> rows, TextWriter writer)
    {
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        foreach (string[] row in rows)
        {
            Row(row, widths, writer);
        }

        return widths;
    }

    private static void Row(string[] cells, int[] widths, TextWriter writer)
    {
        StringBuilder row = new();
        for (int i = 0; i < cells.Length; i++)
        {
            row.Append(cells[i].PadRight(widths[i])).Append("  ");
        }

        writer.Write(row.ToString().TrimEnd());
        writer.Write('\n');
    }
}
