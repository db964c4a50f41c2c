namespace Gatehouse.Diagnosis.Logs;

/// <summary>
/// The start of a log entry, <c>[2017-07-12 11:14:20] [DtlCmn] [1394]</c>, found even when a paste broke it in two: white space may
/// stand between any two characters.
/// </summary>
/// <param name="Time">Local time, or UTC.</param>
/// <param name="IsUtc">Whether a Z after the time says that it is UTC, as in our own logs.</param>
/// <param name="Length">Characters of the text it takes.</param>
internal readonly record struct LogHeader(DateTime Time, bool IsUtc, int Length)
{
    private const int MaxGap = 64;
    private const int MaxLevelLength = 24;
    private const int MaxThreadLength = 16;
    private const int MaxFractionDigits = 7;

    /// <summary>Reads a header that starts at the first character of <paramref name="text"/>.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, out LogHeader header)
    {
        header = default;
        int position = 0;
        if (!Take(text, ref position, '[')
            || !TryReadTime(text, ref position, out DateTime time)
            || (Take(text, ref position, 'Z') is var isUtc && !Take(text, ref position, ']'))
            || !TryReadWord(text, ref position, MaxLevelLength, char.IsLetterOrDigit)
            || !TryReadWord(text, ref position, MaxThreadLength, char.IsAsciiHexDigit))
        {
            return false;
        }

        header = new LogHeader(time, isUtc, position);
        return true;
    }

    private static bool TryReadTime(ReadOnlySpan<char> text, ref int position, out DateTime time)
    {
        time = default;
        if (!Number(text, ref position, 4, out int year) || !Take(text, ref position, '-')
            || !Number(text, ref position, 2, out int month) || !Take(text, ref position, '-')
            || !Number(text, ref position, 2, out int day)
            || !Number(text, ref position, 2, out int hour) || !Take(text, ref position, ':')
            || !Number(text, ref position, 2, out int minute) || !Take(text, ref position, ':')
            || !Number(text, ref position, 2, out int second))
        {
            return false;
        }

        bool exists = year > 0 && month is >= 1 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month);
        if (!exists || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second).AddTicks(FractionTicks(text, ref position));
        return true;
    }

    private static long FractionTicks(ReadOnlySpan<char> text, ref int position)
    {
        if (!Take(text, ref position, '.') && !Take(text, ref position, ','))
        {
            return 0;
        }

        long ticks = 0;
        long unit = TimeSpan.TicksPerSecond / 10;
        for (int digits = 0; digits < MaxFractionDigits && Number(text, ref position, 1, out int digit); digits++)
        {
            ticks += digit * unit;
            unit /= 10;
        }

        return ticks;
    }

    private static bool TryReadWord(ReadOnlySpan<char> text, ref int position, int maxLength, Func<char, bool> allowed)
    {
        if (!Take(text, ref position, '['))
        {
            return false;
        }

        int length = 0;
        while (Peek(text, ref position) is { } next && allowed(next))
        {
            if (length == maxLength)
            {
                return false;
            }

            length++;
            position++;
        }

        return length > 0 && Take(text, ref position, ']');
    }

    private static bool Number(ReadOnlySpan<char> text, ref int position, int digits, out int value)
    {
        value = 0;
        for (int count = 0; count < digits; count++)
        {
            if (Peek(text, ref position) is not { } next || !char.IsAsciiDigit(next))
            {
                return false;
            }

            value = (value * 10) + (next - '0');
            position++;
        }

        return true;
    }

    private static bool Take(ReadOnlySpan<char> text, ref int position, char expected)
    {
        if (Peek(text, ref position) != expected)
        {
            return false;
        }

        position++;
        return true;
    }

    // Skips white space and shows the next character without taking it.
    private static char? Peek(ReadOnlySpan<char> text, ref int position)
    {
        int limit = Math.Min(text.Length, position + MaxGap);
        while (position < limit && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        return position < limit ? text[position] : null;
    }
}
