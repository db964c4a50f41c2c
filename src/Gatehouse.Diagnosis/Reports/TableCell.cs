using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Breaks text to the width of a table's column.</summary>
internal static class TableCell
{
    /// <summary>The lines of a cell, each at most <paramref name="width"/> columns wide: broken at spaces, and inside words that are longer.</summary>
    /// <param name="text">Safe to print; without line breaks.</param>
    /// <param name="width">Columns; at least 2, which the widest character takes.</param>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int column = 0;
        foreach (string word in text.Split(' '))
        {
            int length = CellWidth.Of(word);
            if (column > 0 && column + 1 + length > width)
            {
                EndLine();
            }

            if (column > 0)
            {
                line.Append(' ');
                column++;
            }

            foreach (Rune rune in word.EnumerateRunes())
            {
                int taken = CellWidth.Of(rune);
                if (column + taken > width)
                {
                    EndLine();
                }

                line.Append(rune);
                column += taken;
            }
        }

        EndLine();
        return lines;

        void EndLine()
        {
            lines.Add(line.ToString());
            line.Clear();
            column = 0;
        }
    }

    /// <summary>Text followed by spaces up to a width.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - CellWidth.Of(text)));
}
