using System.Buffers;
using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Breaks text to the width of a table's column.</summary>
internal static class TableCell
{
    // Where long names (TLS_AES_256_GCM_SHA384, policy.example/path) are broken before they are broken anywhere.
    private static readonly SearchValues<char> Joints = SearchValues.Create("_./,:-=");

    /// <summary>
    /// The lines of a cell, each at most <paramref name="width"/> columns wide: broken at spaces; words that are longer, behind the last
    /// joint that fits, or anywhere.
    /// </summary>
    /// <param name="text">Safe to print; without line breaks.</param>
    /// <param name="width">Columns; at least 2, which the widest character takes.</param>
    public static IReadOnlyList<string> Wrap(string text, int width)
    {
        List<string> lines = [];
        StringBuilder line = new();
        int column = 0;
        foreach (string word in text.Split(' '))
        {
            if (column > 0 && column + 1 + CellWidth.Of(word) > width)
            {
                EndLine();
            }
            else if (column > 0)
            {
                Append(" ");
            }

            string rest = word;
            while (CellWidth.Of(rest) > width)
            {
                int fitting = Fitting(rest, width);
                Append(rest[..fitting]);
                EndLine();
                rest = rest[fitting..];
            }

            Append(rest);
        }

        EndLine();
        return lines;

        void Append(string piece)
        {
            line.Append(piece);
            column += CellWidth.Of(piece);
        }

        void EndLine()
        {
            lines.Add(line.ToString());
            line.Clear();
            column = 0;
        }
    }

    /// <summary>How many characters of a word that is too long stand on the first line; at least one.</summary>
    private static int Fitting(string word, int width)
    {
        int fitting = 0;
        int column = 0;
        foreach (Rune rune in word.EnumerateRunes())
        {
            column += CellWidth.Of(rune);
            if (column > width)
            {
                break;
            }

            fitting += rune.Utf16SequenceLength;
        }

        int joint = word.AsSpan(0, fitting).LastIndexOfAny(Joints) + 1;
        return joint > fitting / 2 ? joint : Math.Max(fitting, 1);
    }

    /// <summary>Text followed by spaces up to a width.</summary>
    public static string Pad(string text, int width) => text + new string(' ', Math.Max(0, width - CellWidth.Of(text)));
}
