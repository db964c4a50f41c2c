using System.Globalization;

namespace Gatehouse.Capture;

/// <summary>
/// A point in time as nanoseconds since 1970-01-01T00:00:00Z; about 1677 to 2262. Times outside are clamped by the readers.
/// </summary>
/// <param name="Nanoseconds">Nanoseconds since the Unix epoch.</param>
public readonly record struct Timestamp(long Nanoseconds) : IComparable<Timestamp>
{
    /// <summary>Nanoseconds in one second.</summary>
    public const long PerSecond = 1_000_000_000;

    /// <summary>Marks a frame whose time is not known.</summary>
    public static readonly Timestamp None = new(long.MinValue);

    /// <summary>Whether a time is known.</summary>
    public bool IsKnown => Nanoseconds != long.MinValue;

    /// <summary>Seconds from <paramref name="earlier"/> to <paramref name="later"/>; 0 when either is not known.</summary>
    public static double Seconds(Timestamp earlier, Timestamp later) =>
        earlier.IsKnown && later.IsKnown ? ((double)later.Nanoseconds - earlier.Nanoseconds) / PerSecond : 0;

    /// <summary>Makes a timestamp from a .NET time.</summary>
    public static Timestamp From(DateTime utc) => new((utc.Ticks - DateTime.UnixEpoch.Ticks) * 100);

    /// <summary>Makes a timestamp from whole seconds and nanoseconds, clamped to the range of the type.</summary>
    public static Timestamp FromUnix(long seconds, long nanoseconds) =>
        Math.Abs(seconds / 2) < long.MaxValue / PerSecond / 4 && nanoseconds is >= 0 and <= uint.MaxValue
            ? new((seconds * PerSecond) + nanoseconds)
            : Clamped(seconds, nanoseconds);

    /// <summary>Nanoseconds between two known times, whichever comes first.</summary>
    public static ulong Distance(Timestamp one, Timestamp other) =>
        (ulong)Math.Max(one.Nanoseconds, other.Nanoseconds) - (ulong)Math.Min(one.Nanoseconds, other.Nanoseconds);

    private static Timestamp Clamped(long seconds, long nanoseconds)
    {
        Int128 total = ((Int128)seconds * PerSecond) + nanoseconds;
        return new((long)Int128.Clamp(total, long.MinValue + 1, long.MaxValue));
    }

    /// <inheritdoc/>
    public int CompareTo(Timestamp other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>As a .NET time, UTC, rounded down to 100 ns.</summary>
    public DateTime ToDateTime() => DateTime.UnixEpoch.AddTicks(Math.DivRem(Nanoseconds, 100).Quotient);

    /// <summary>ISO 8601, UTC, with as many digits as the value needs (0, 3, 6 or 9): "2018-05-02T18:19:56.533860Z".</summary>
    public override string ToString()
    {
        if (!IsKnown)
        {
            return string.Empty;
        }

        long seconds = Math.DivRem(Nanoseconds, PerSecond, out long rest);
        if (rest < 0)
        {
            seconds--;
            rest += PerSecond;
        }

        string whole = DateTime.UnixEpoch.AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return rest switch
        {
            0 => $"{whole}Z",
            _ when rest % 1_000_000 == 0 => $"{whole}.{rest / 1_000_000:d3}Z",
            _ when rest % 1_000 == 0 => $"{whole}.{rest / 1_000:d6}Z",
            _ => $"{whole}.{rest:d9}Z",
        };
    }
}
