using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>How many columns of a terminal text takes.</summary>
internal static class CellWidth
{
    // First and last code point of the blocks whose characters are two columns wide (Unicode, East Asian Width W and F).
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ];

    /// <summary>Columns of <paramref name="text"/>.</summary>
    public static int Of(string text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += Of(rune);
        }

        return width;
    }

    /// <summary>Columns of one character: 0 for a combining mark, 2 for wide ones.</summary>
    public static int Of(Rune rune) => rune.Value < 0x300 ? 1
        : Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? 0
        : IsWide(rune) ? 2 : 1;

    /// <summary>Whether a line may be broken after this character even without a space.</summary>
    public static bool IsWide(Rune rune)
    {
        foreach ((int first, int last) in Wide)
        {
            if (rune.Value < first)
            {
                return false;
            }

            if (rune.Value <= last)
            {
                return true;
            }
        }

        return false;
    }
}
