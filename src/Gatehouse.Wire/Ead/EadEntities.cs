using System.Globalization;
using System.Text;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// Character references of XML 1.0 section 4.6 and numeric ones, and the non-breaking space of HTML. No reference ever
/// yields more than one character, so nothing can expand.
/// </summary>
internal static class EadEntities
{
    private const int MaxReferenceLength = 10;

    /// <summary>Replaces the references that are known; everything else stays as it is.</summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        int ampersand = text.IndexOf('&');
        if (ampersand < 0)
        {
            return text.ToString();
        }

        var decoded = new StringBuilder(text.Length);
        while (ampersand >= 0)
        {
            decoded.Append(text[..ampersand]);
            text = text[ampersand..];
            int end = text[..Math.Min(text.Length, MaxReferenceLength)].IndexOf(';');
            if (end > 1 && TryDecode(text[1..end], out Rune rune))
            {
                decoded.Append(rune.ToString());
                text = text[(end + 1)..];
            }
            else
            {
                decoded.Append('&');
                text = text[1..];
            }

            ampersand = text.IndexOf('&');
        }

        return decoded.Append(text).ToString();
    }

    /// <summary>Appends text so that <see cref="Decode"/> gives it back, line breaks included.</summary>
    public static void Encode(StringBuilder xml, string text)
    {
        foreach (char character in text)
        {
            switch (character)
            {
                case '&':
                    xml.Append("&amp;");
                    break;
                case '<':
                    xml.Append("&lt;");
                    break;
                case '>':
                    xml.Append("&gt;");
                    break;
                case '"':
                    xml.Append("&quot;");
                    break;
                case < ' ' or '\u0085' or '\u2028' or '\u2029':
                    xml.Append(CultureInfo.InvariantCulture, $"&#{(int)character};");
                    break;
                default:
                    xml.Append(character);
                    break;
            }
        }
    }

    private static bool TryDecode(ReadOnlySpan<char> reference, out Rune rune)
    {
        rune = reference switch
        {
            "amp" => new Rune('&'),
            "lt" => new Rune('<'),
            "gt" => new Rune('>'),
            "quot" => new Rune('"'),
            "apos" => new Rune('\''),
            "nbsp" => new Rune(' '),
            _ => default,
        };
        return rune != default || (reference[0] == '#' && TryDecodeNumber(reference[1..], out rune));
    }

    private static bool TryDecodeNumber(ReadOnlySpan<char> digits, out Rune rune)
    {
        rune = default;
        bool hexadecimal = digits.Length > 1 && digits[0] is 'x' or 'X';
        bool read = hexadecimal
            ? int.TryParse(digits[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int value)
            : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        return read && value != 0 && Rune.TryCreate(value, out rune);
    }
}
