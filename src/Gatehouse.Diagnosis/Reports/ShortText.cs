using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Text cut to the room a picture or a table has.</summary>
internal static class ShortText
{
    /// <summary>Escapes and cuts; what was cut is marked by an ellipsis. No character is cut in half.</summary>
    public static string Of(string text, int columns)
    {
        string safe = SafeText.Escape(text);
        if (CellWidth.Of(safe) <= columns)
        {
            return safe;
        }

        StringBuilder cut = new();
        int width = 0;
        foreach (Rune rune in safe.EnumerateRunes())
        {
            width += CellWidth.Of(rune);
            if (width >= columns)
            {
                break;
            }

            cut.Append(rune.ToString());
        }

        return cut.Append('…').ToString();
    }

    /// <summary>"fragmentsSent" as "fragments sent".</summary>
    public static string Words(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterUpper(c) ? " " + char.ToLower(c, CultureInfo.InvariantCulture) : c.ToString()));
}
