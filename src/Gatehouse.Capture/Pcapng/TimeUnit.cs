namespace Gatehouse.Capture.Pcapng;

/// <summary>How an interface counts time: units since the Unix epoch, plus whole seconds.</summary>
/// <param name="Resolution">if_tsresol: 10^-n seconds, or 2^-n with the highest bit set.</param>
/// <param name="OffsetSeconds">if_tsoffset: seconds to add.</param>
internal readonly record struct TimeUnit(byte Resolution, long OffsetSeconds)
{
    /// <summary>Microseconds, where nothing else is told.</summary>
    public static readonly TimeUnit Default = new(MicrosecondExponent, 0);

    private const byte MicrosecondExponent = 6;
    private const byte NanosecondExponent = 9;
    private const byte BinaryFlag = 0x80;

    /// <summary>From this power of ten on, 64 bits of units are less than one nanosecond.</summary>
    private const int NothingLeftExponent = 29;

    /// <summary>Converts to nanoseconds, rounded down.</summary>
    /// <param name="ticks">Units since the epoch.</param>
    /// <param name="time">The time, clamped to what can be expressed.</param>
    /// <returns>False when it had to be clamped.</returns>
    public bool TryConvert(ulong ticks, out Timestamp time)
    {
        if (OffsetSeconds == 0 && Resolution == MicrosecondExponent && ticks <= long.MaxValue / 1000)
        {
            time = new Timestamp((long)ticks * 1000);
            return true;
        }

        Int128 exact = (Int128)Nanoseconds(ticks) + ((Int128)OffsetSeconds * Timestamp.PerSecond);
        Int128 clamped = Int128.Clamp(exact, long.MinValue + 1, long.MaxValue);
        time = new Timestamp((long)clamped);
        return exact == clamped;
    }

    private UInt128 Nanoseconds(ulong ticks)
    {
        int exponent = Resolution & ~BinaryFlag;
        if ((Resolution & BinaryFlag) != 0)
        {
            return ((UInt128)ticks * (ulong)Timestamp.PerSecond) >> exponent;
        }

        return exponent switch
        {
            NanosecondExponent => ticks,
            < NanosecondExponent => (UInt128)ticks * PowerOfTen(NanosecondExponent - exponent),
            < NothingLeftExponent => ticks / PowerOfTen(exponent - NanosecondExponent),
            _ => 0,
        };
    }

    private static UInt128 PowerOfTen(int exponent)
    {
        UInt128 power = 1;
        for (int i = 0; i < exponent; i++)
        {
            power *= 10;
        }

        return power;
    }
}
