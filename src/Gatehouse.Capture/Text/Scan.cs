using System.Globalization;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>Small readers of numbers and addresses in printed text; none throws.</summary>
internal static class Scan
{
    /// <summary>Whether a word is a plain decimal number of at most ten digits.</summary>
    public static bool IsNumber(ReadOnlySpan<char> word) => word.Length is > 0 and <= 10 && !word.ContainsAnyExceptInRange('0', '9');

    /// <summary>Reads a plain decimal number.</summary>
    public static bool TryNumber(ReadOnlySpan<char> word, out long value)
    {
        value = 0;
        return IsNumber(word) && long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The number at the start of a text, after spaces; null when there is none.</summary>
    public static long? Leading(ReadOnlySpan<char> text)
    {
        text = text.TrimStart(' ');
        int digits = text.IndexOfAnyExceptInRange('0', '9');
        return TryNumber(digits < 0 ? text : text[..digits], out long value) ? value : null;
    }

    /// <summary>The number behind the first occurrence of a key such as "Seq=".</summary>
    public static long? After(ReadOnlySpan<char> text, ReadOnlySpan<char> key)
    {
        int at = text.IndexOf(key, StringComparison.Ordinal);
        return at < 0 ? null : Leading(text[(at + key.Length)..]);
    }

    /// <summary>The number in the last parentheses, "(22)" or "(0x0303)"; null when there is none.</summary>
    public static long? InParentheses(ReadOnlySpan<char> text)
    {
        int close = text.LastIndexOf(')');
        int open = close < 0 ? -1 : text[..close].LastIndexOf('(');
        return open < 0 ? null : HexOrDecimal(text[(open + 1)..close].Trim(' '));
    }

    /// <summary>Reads "0x0303" or "771".</summary>
    public static long? HexOrDecimal(ReadOnlySpan<char> word)
    {
        if (word.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return Hex(word[2..]);
        }

        return TryNumber(word, out long value) ? value : null;
    }

    /// <summary>Reads up to eight hexadecimal digits at the start of a text.</summary>
    public static long? Hex(ReadOnlySpan<char> text)
    {
        int digits = 0;
        while (digits < text.Length && char.IsAsciiHexDigit(text[digits]))
        {
            digits++;
        }

        return digits is > 0 and <= 8
            && uint.TryParse(text[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint value) ? value : null;
    }

    /// <summary>A number that fits a 16-bit field; null otherwise.</summary>
    public static ushort? Word(long? value) => value is >= 0 and <= ushort.MaxValue ? (ushort)value : null;

    /// <summary>A number that fits a length; null otherwise.</summary>
    public static int? Size(long? value) => value is >= 0 and <= int.MaxValue ? (int)value : null;

    /// <summary>Reads a dotted IPv4 or a full IPv6 address; short forms such as "1" and "10.1" are no addresses here.</summary>
    public static bool TryAddress(ReadOnlySpan<char> word, out IpAddress address)
    {
        address = default;
        if (word.Length is < 2 or > 64)
        {
            return false;
        }

        bool ipv4 = word.Count('.') == 3 && !word.ContainsAnyExcept(Alphabets.Ipv4);
        if (!ipv4 && (word.Count(':') < 2 || word.ContainsAnyExcept(Alphabets.Ipv6)))
        {
            int zone = word.IndexOf('%');
            return zone > 0 && word[..zone].Contains(':') && TryAddress(word[..zone], out address);
        }

        return IpAddress.TryParse(word, out address);
    }
}
