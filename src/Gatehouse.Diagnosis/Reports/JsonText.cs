using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>What JSON for people's terminals needs beyond what the serializer does.</summary>
internal static class JsonText
{
    /// <summary>
    /// Writes characters that could reorder or hide what a terminal shows as escapes. All such characters are inside strings,
    /// where an escape means the same.
    /// </summary>
    public static string EscapeInvisible(string json)
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
