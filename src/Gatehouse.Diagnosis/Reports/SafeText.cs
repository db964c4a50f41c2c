using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>
/// Makes text from captures and logs safe to show: names and messages in them are chosen by strangers and can hold terminal
/// escapes, line breaks that forge a report's lines, and bidirectional overrides that show a name backwards.
/// </summary>
public static class SafeText
{
    /// <summary>Characters of one piece of text that are shown; the rest is cut and marked by an ellipsis.</summary>
    public const int MaxLength = 4096;

    /// <summary>
    /// Shows control, format, line-separating, private and unassigned characters and lone surrogates as "\u{hex}"; cuts at
    /// <see cref="MaxLength"/>. Everything else stays as it is.
    /// </summary>
    public static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= MaxLength && IsPlain(text))
        {
            return text;
        }

        StringBuilder safe = new(Math.Min(text.Length, MaxLength) + 16);
        for (int at = 0; at < text.Length;)
        {
            if (safe.Length >= MaxLength)
            {
                return safe.Append('…').ToString();
            }

            bool valid = Rune.TryGetRuneAt(text, at, out Rune rune);
            if (valid && IsShowable(rune))
            {
                safe.Append(text, at, rune.Utf16SequenceLength);
            }
            else
            {
                safe.Append("\\u{").Append((valid ? rune.Value : text[at]).ToString("x", CultureInfo.InvariantCulture)).Append('}');
            }

            at += valid ? rune.Utf16SequenceLength : 1;
        }

        return safe.ToString();
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is < ' ' or > '~')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsShowable(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate);
}
