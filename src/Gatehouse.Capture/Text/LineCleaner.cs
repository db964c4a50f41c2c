using System.Globalization;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Undoes what copying through web pages, mail and editors does to a line: entities, tags, table bars, quotes, bullets,
/// odd spaces, zero-width characters, typographic dashes, and the many ways to write an arrow.
/// </summary>
internal static class LineCleaner
{
    /// <summary>The arrow every other spelling is turned into.</summary>
    public const char Arrow = '→';

    /// <summary>The arrow of a list whose destination column stands first.</summary>
    public const char BackArrow = '←';

    private const int MaxEntityLength = 8;
    private const int MaxTagLength = 80;

    /// <summary>Cleans a line into a buffer at least as long as the line.</summary>
    /// <returns>The cleaned line, trimmed; it lies in <paramref name="buffer"/>.</returns>
    public static ReadOnlySpan<char> Clean(ReadOnlySpan<char> line, Span<char> buffer)
    {
        int length = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '&' && Entity(line[i..], out char named) is int entity and > 0)
            {
                c = named;
                i += entity - 1;
            }
            else if (c == '<' && Tag(line[i..]) is int tag and > 0)
            {
                c = ' ';
                i += tag - 1;
            }

            // Markdown writes "\[SYN\]" where brackets would be a link.
            c = c == '\\' && i + 1 < line.Length && line[i + 1] is ('[' or ']' or '<' or '>' or '_' or '|' or '*') ? '\0' : Fold(c);
            if (c == '\0')
            {
                continue;
            }

            if (c == '>')
            {
                // "->", "-->" and "=>" shrink to one arrow; a lone ">" is one only between columns or ports.
                int shaft = length;
                while (shaft > 0 && buffer[shaft - 1] is '-' or '=')
                {
                    shaft--;
                }

                bool lone = shaft == length && (length == 0 || buffer[length - 1] is ' ' || char.IsAsciiDigit(buffer[length - 1]));
                c = lone || shaft < length ? Arrow : c;
                length = shaft;
            }

            buffer[length++] = c;
        }

        return Unquote(buffer[..length]);
    }

    /// <summary>Whether a word is an arrow in any of its spellings.</summary>
    public static bool IsArrow(ReadOnlySpan<char> word) =>
        word is "->" or "-->" or "=>" or ">" or "<-" or "&gt;" || (word.Length == 1 && Fold(word[0]) is Arrow or BackArrow);

    /// <summary>Drops the marks that quoting, lists and tree views put before a line.</summary>
    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> line)
    {
        line = line.Trim(' ');
        while (line.Length > 0 && IsMark(line))
        {
            line = line[1..].TrimStart(' ');
        }

        return line;
    }

    private static bool IsMark(ReadOnlySpan<char> line) => line[0] switch
    {
        Arrow or '•' or '‣' or '·' or '#' => true,
        '-' or '+' => line.Length == 1 || line[1] is ' ',
        >= '\u2500' and <= '\u25FF' => true,
        >= '\u229E' and <= '\u229F' => true,
        _ => false,
    };

    private static char Fold(char c) => c switch
    {
        >= '!' and <= '~' => c is '|' or '`' or '"' or ';' or '*' ? ' ' : c,
        ' ' or '\t' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u202F' or '\u205F' or '\u3000' => ' ',
        < ' ' or '\u007F' or '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') => '\0',
        (>= '\u2060' and <= '\u2064') or '\uFEFF' or (>= '\u0080' and <= '\u009F') => '\0',
        (>= '\u2010' and <= '\u2015') or '\u2212' or '\uFE63' or '\uFF0D' => '-',
        '\u201C' or '\u201D' or '\u201E' => ' ',
        '\u2018' or '\u2019' => '\'',
        '\u2192' or '\u21D2' or '\u21E8' or '\u27A1' or '\u2794' or '\u279C' or '\u279E' or '\u27F6' or '\uFFEB' => Arrow,
        '\u2190' or '\u21D0' or '\u27F5' or '\uFFE9' => BackArrow,
        '\uFF1A' => ':',
        '\uFF0C' => ',',
        '\uFF1D' => '=',
        '\uFF1E' => '>',
        _ => c,
    };

    private static int Entity(ReadOnlySpan<char> text, out char character)
    {
        character = default;
        int end = text[..Math.Min(text.Length, MaxEntityLength + 2)].IndexOf(';');
        if (end < 2)
        {
            return 0;
        }

        ReadOnlySpan<char> name = text[1..end];
        if (name[0] == '#')
        {
            bool hex = name.Length > 1 && name[1] is 'x' or 'X';
            NumberStyles style = hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
            if (!ushort.TryParse(name[(hex ? 2 : 1)..], style, CultureInfo.InvariantCulture, out ushort code))
            {
                return 0;
            }

            character = (char)code;
            return end + 1;
        }

        character = name switch
        {
            "gt" => '>',
            "lt" => '<',
            "amp" => '&',
            "quot" => '"',
            "apos" => '\'',
            "nbsp" => ' ',
            "rarr" => Arrow,
            "larr" => BackArrow,
            "ndash" or "mdash" or "minus" => '-',
            _ => '\0',
        };
        return character == '\0' ? 0 : end + 1;
    }

    /// <summary>The length of a markup tag such as "&lt;/td&gt;", or 0. "&lt;None&gt;" is how Wireshark prints no flags, and stays.</summary>
    private static int Tag(ReadOnlySpan<char> text)
    {
        if (text.Length < 3 || !(text[1] == '/' || char.IsAsciiLetter(text[1])) || text.StartsWith("<None>", StringComparison.Ordinal))
        {
            return 0;
        }

        int end = text[..Math.Min(text.Length, MaxTagLength)].IndexOf('>');
        return end < 0 ? 0 : end + 1;
    }
}
