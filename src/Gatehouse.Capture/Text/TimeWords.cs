using System.Globalization;

namespace Gatehouse.Capture.Text;

/// <summary>Reads dates and times as Wireshark prints them.</summary>
internal static class TimeWords
{
    private const string Months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private const long MaxEpochSeconds = 4_294_967_295;
    private const long MinEpochSeconds = 100_000_000;

    /// <summary>Reads "18:19:56.533860", with a point or a comma, without or with a trailing Z; nanoseconds since midnight.</summary>
    public static bool TryTimeOfDay(ReadOnlySpan<char> word, out long nanoseconds)
    {
        nanoseconds = 0;
        word = word.TrimEnd('Z');
        int first = word.IndexOf(':');
        if (first is < 1 or > 2 || word.Length < first + 6 || word[first + 3] != ':'
            || !Scan.TryNumber(word[..first], out long hour)
            || !Scan.TryNumber(word.Slice(first + 1, 2), out long minute)
            || !Scan.TryNumber(word.Slice(first + 4, 2), out long second)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        ReadOnlySpan<char> rest = word[(first + 6)..];
        long fraction = 0;
        if (rest.Length > 0 && (rest[0] is not ('.' or ',') || !TryFraction(rest[1..], out fraction)))
        {
            return false;
        }

        nanoseconds = ((((hour * 60) + minute) * 60) + second) * Timestamp.PerSecond + fraction;
        return true;
    }

    /// <summary>Reads seconds with decimals: "40.643720", "-0.5"; whole numbers are left to the caller.</summary>
    public static bool TrySeconds(ReadOnlySpan<char> word, out long seconds, out long nanoseconds)
    {
        seconds = nanoseconds = 0;
        bool negative = word.Length > 1 && word[0] == '-';
        word = negative ? word[1..] : word;
        int point = word.IndexOfAny('.', ',');
        if (point < 1 || !Scan.TryNumber(word[..point], out seconds) || !TryFraction(word[(point + 1)..], out nanoseconds))
        {
            return false;
        }

        seconds = negative ? -seconds : seconds;
        nanoseconds = negative ? -nanoseconds : nanoseconds;
        return true;
    }

    /// <summary>Reads "0.000514000 seconds", in newer versions "514.000 microseconds".</summary>
    public static bool TryDuration(ReadOnlySpan<char> text, out double seconds)
    {
        int space = text.IndexOf(' ');
        ReadOnlySpan<char> unit = space < 0 ? default : text[(space + 1)..];
        double scale = unit.StartsWith("milli", StringComparison.Ordinal) ? 1e-3
            : unit.StartsWith("micro", StringComparison.Ordinal) ? 1e-6
            : unit.StartsWith("nano", StringComparison.Ordinal) ? 1e-9 : 1;
        text = space < 0 ? text : text[..space];
        seconds = 0;
        long nanoseconds = 0;
        if (!Scan.TryNumber(text, out long whole) && !TrySeconds(text, out whole, out nanoseconds))
        {
            return false;
        }

        seconds = (double)((whole * Timestamp.PerSecond) + nanoseconds) / Timestamp.PerSecond * scale;
        return true;
    }

    /// <summary>Whether a number of seconds can only be a time since the Unix epoch.</summary>
    public static bool IsEpoch(long seconds) => seconds is >= MinEpochSeconds and <= MaxEpochSeconds;

    /// <summary>Reads "2018-05-02", "2018/05/02" or "2018/122" (day of the year); nanoseconds since the Unix epoch.</summary>
    public static bool TryDate(ReadOnlySpan<char> word, out long nanoseconds)
    {
        nanoseconds = 0;
        if (word.Length is not (8 or 10) || word[4] is not ('-' or '/') || !Scan.TryNumber(word[..4], out long year))
        {
            return false;
        }

        if (word.Length == 8)
        {
            return Scan.TryNumber(word[5..], out long ordinal) && ordinal is >= 1 and <= 366
                && TryDate(year, 1, 1, out nanoseconds) && Advance(ref nanoseconds, ordinal - 1);
        }

        return word[7] == word[4] && Scan.TryNumber(word[5..7], out long month) && Scan.TryNumber(word[8..], out long day)
            && TryDate(year, month, day, out nanoseconds);
    }

    /// <summary>Makes a date; false when there is no such day.</summary>
    public static bool TryDate(long year, long month, long day, out long nanoseconds)
    {
        nanoseconds = 0;
        if (year is < 1970 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth((int)year, (int)month))
        {
            return false;
        }

        DateTime date = new((int)year, (int)month, (int)day, 0, 0, 0, DateTimeKind.Utc);
        nanoseconds = Timestamp.From(date).Nanoseconds;
        return true;
    }

    /// <summary>The month of an English name or its first three letters; 0 for other words.</summary>
    public static int Month(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd('.');
        if (word.Length is < 3 or > 9 || !char.IsAsciiLetterUpper(word[0]) || word.ContainsAnyExceptInRange('A', 'z'))
        {
            return 0;
        }

        int at = Months.AsSpan().IndexOf(word[..3], StringComparison.Ordinal);
        return at >= 0 && at % 3 == 0 ? (at / 3) + 1 : 0;
    }

    /// <summary>The offset of a zone printed as "UTC", "GMT", "Z" or "+07:00" in nanoseconds; null when it cannot be told.</summary>
    public static long? Zone(ReadOnlySpan<char> word)
    {
        if (word is "UTC" or "GMT" or "Z" or "Universal")
        {
            return 0;
        }

        if (word.Length is not (5 or 6) || word[0] is not ('+' or '-')
            || !Scan.TryNumber(word[1..3], out long hours) || !Scan.TryNumber(word[^2..], out long minutes)
            || (word.Length == 6 && word[3] != ':') || hours > 14 || minutes > 59)
        {
            return null;
        }

        long offset = ((hours * 60) + minutes) * 60 * Timestamp.PerSecond;
        return word[0] == '-' ? -offset : offset;
    }

    /// <summary>
    /// Reads a whole printed date and time: "May  2, 2018 18:19:56.533860000 UTC", "2018-05-02T18:19:56.5Z",
    /// "2018-05-02 18:19:56.5+02:00". A zone that cannot be told leaves <see cref="PrintedTime.Local"/>.
    /// </summary>
    public static PrintedTime ReadDateTime(ReadOnlySpan<char> text)
    {
        Span<Range> ranges = stackalloc Range[8];
        LineTokens words = new(text, ranges);
        long date;
        int next;
        if (Month(words[0]) is int month and > 0)
        {
            if (!Scan.TryNumber(words[1], out long day) || !Scan.TryNumber(words[2], out long year)
                || !TryDate(year, month, day, out date))
            {
                return default;
            }

            next = 3;
        }
        else if (words[0].Length > 11 && words[0][10] is 'T')
        {
            return TryDate(words[0][..10], out date) ? Combine(date, words[0][11..], words[1]) : default;
        }
        else if (TryDate(words[0], out date))
        {
            next = 1;
        }
        else
        {
            return default;
        }

        return Combine(date, words[next], words[next + 1]);
    }

    /// <summary>Joins a date with a time of day, which may carry its zone, and the word behind it.</summary>
    public static PrintedTime Combine(long date, ReadOnlySpan<char> time, ReadOnlySpan<char> zoneWord)
    {
        long? zone = time.EndsWith("Z", StringComparison.Ordinal) ? 0 : Zone(zoneWord);
        int sign = time.LastIndexOfAny('+', '-');
        if (sign > 0)
        {
            zone = Zone(time[sign..]);
            time = time[..sign];
        }

        if (!TryTimeOfDay(time, out long ofDay))
        {
            return default;
        }

        return zone is long offset
            ? new PrintedTime { Utc = date + ofDay - offset }
            : new PrintedTime { Local = date + ofDay };
    }

    private static bool Advance(ref long nanoseconds, long days)
    {
        nanoseconds += days * PrintedTime.Day;
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<char> digits, out long nanoseconds)
    {
        nanoseconds = 0;
        if (digits.Length is 0 or > 12 || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        digits = digits.Length > 9 ? digits[..9] : digits;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out nanoseconds))
        {
            return false;
        }

        for (int i = digits.Length; i < 9; i++)
        {
            nanoseconds *= 10;
        }

        return true;
    }
}
