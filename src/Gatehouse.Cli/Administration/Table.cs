using System.Text;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Administration;

/// <summary>Columns under headings; one of them gives way when the terminal is narrow.</summary>
/// <param name="headings">The headings; the widths of all but the last follow the longest entry.</param>
/// <param name="width">Columns of the terminal.</param>
/// <param name="flexible">The column that is cut when a line would be too long; null for none.</param>
internal sealed class Table(IReadOnlyList<string> headings, int width, int? flexible)
{
    private const string Gap = "  ";
    private const int Narrowest = 8;

    private readonly List<string[]> _rows = [[.. headings]];

    /// <summary>Adds a row; what is null or empty shows as "-".</summary>
    public void Add(params IReadOnlyList<string?> cells) =>
        _rows.Add([.. cells.Select(cell => string.IsNullOrEmpty(cell) ? "-" : SafeText.Escape(cell))]);

    /// <summary>Writes it.</summary>
    public void Write(TextWriter writer)
    {
        int[] widths = [.. headings.Select((_, i) => _rows.Max(row => row[i].Length))];
        int excess = widths.Sum() + ((widths.Length - 1) * Gap.Length) - width;
        if (excess > 0 && flexible is { } column)
        {
            widths[column] = Math.Max(Narrowest, widths[column] - excess);
        }

        foreach (string[] row in _rows)
        {
            StringBuilder line = new();
            for (int i = 0; i < row.Length; i++)
            {
                line.Append(i == 0 ? string.Empty : Gap).Append(Fit(row[i], widths[i]));
            }

            writer.Write(line.ToString().TrimEnd());
            writer.Write('\n');
        }
    }

    private static string Fit(string text, int width) => text.Length <= width ? text.PadRight(width) : string.Concat(text.AsSpan(0, width - 1), "…");
}
