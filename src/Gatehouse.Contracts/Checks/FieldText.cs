using System.Buffers;
using System.Globalization;
using System.Text;

namespace Gatehouse.Contracts.Checks;

/// <summary>
/// Texts inside fields. Characters that separate, and those a reader of documents may change, are written as a percent sign and the four
/// hexadecimal digits of their UTF-16 code unit.
/// </summary>
internal static class FieldText
{
    private const int EscapeLength = 5;

    private static readonly SearchValues<char> Separators = SearchValues.Create("%|];,=");

    /// <summary>Writes a text so that it can stand in a list in a field; cut at <see cref="CheckLimits.MaxText"/>.</summary>
    public static string Escape(string text)
    {
        ReadOnlySpan<char> kept = text.AsSpan(0, Math.Min(text.Length, CheckLimits.MaxText));
        StringBuilder escaped = new(kept.Length);
        for (int i = 0; i < kept.Length; i++)
        {
            bool isEdge = i == 0 || i == kept.Length - 1;
            if (char.IsHighSurrogate(kept[i]) && i + 1 < kept.Length && char.IsLowSurrogate(kept[i + 1]))
            {
                escaped.Append(kept[i]).Append(kept[++i]);
            }
            else if (IsPlain(kept[i]) && !(isEdge && kept[i] == ' '))
            {
                escaped.Append(kept[i]);
            }
            else
            {
                escaped.Append(CultureInfo.InvariantCulture, $"%{(int)kept[i]:x4}");
            }
        }

        return escaped.ToString();
    }

    /// <summary>Reads what <see cref="Escape"/> wrote; anything else stays as it is, cut at <see cref="CheckLimits.MaxText"/>.</summary>
    public static string Unescape(ReadOnlySpan<char> escaped)
    {
        escaped = escaped.Trim();
        StringBuilder text = new(Math.Min(escaped.Length, CheckLimits.MaxText));
        while (!escaped.IsEmpty && text.Length < CheckLimits.MaxText)
        {
            if (escaped[0] == '%' && escaped.Length >= EscapeLength
                && ushort.TryParse(escaped[1..EscapeLength], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                text.Append((char)unit);
                escaped = escaped[EscapeLength..];
            }
            else
            {
                text.Append(escaped[0]);
                escaped = escaped[1..];
            }
        }

        return text.ToString();
    }

    /// <summary>Writes a list.</summary>
    public static string Join(IEnumerable<string> entries) => string.Join(';', entries.Take(CheckLimits.MaxList).Select(Escape));

    /// <summary>Writes a list of lists.</summary>
    public static string JoinTuples(IEnumerable<IEnumerable<string>> tuples) =>
        string.Join(';', tuples.Take(CheckLimits.MaxList).Select(tuple => string.Join(',', tuple.Select(Escape))));

    /// <summary>Reads a list; empty entries are left out.</summary>
    public static IReadOnlyList<string> Split(string? value) =>
        value is null ? [] : [.. Parts(value, ';').Select(part => Unescape(part)).Where(text => text.Length > 0)];

    /// <summary>Reads a list of lists; empty entries of the outer list are left out.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> SplitTuples(string? value) => value is null
        ? []
        : [.. Parts(value, ';').Where(part => part.Length > 0).Select(part => (IReadOnlyList<string>)[.. Parts(part, ',').Select(field => Unescape(field))])];

    private static IEnumerable<string> Parts(string value, char separator) => value.Split(separator, CheckLimits.MaxList + 1).Take(CheckLimits.MaxList);

    private static bool IsPlain(char character) => character == ' '
        || !(Separators.Contains(character) || char.IsControl(character) || char.IsWhiteSpace(character) || char.IsSurrogate(character)
            || character is '\u200B' or '\uFEFF' or '\uFFFE' or '\uFFFF');
}
