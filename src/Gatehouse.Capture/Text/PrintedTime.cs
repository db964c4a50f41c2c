namespace Gatehouse.Capture.Text;

/// <summary>The times printed with one packet. All in nanoseconds, but for <see cref="Relative"/>.</summary>
internal readonly record struct PrintedTime
{
    /// <summary>Nanoseconds in one day.</summary>
    public const long Day = 86_400 * Timestamp.PerSecond;

    /// <summary>Since the Unix epoch, UTC.</summary>
    public long? Utc { get; init; }

    /// <summary>Since the Unix epoch as if the printed date and time were UTC; their zone is not known.</summary>
    public long? Local { get; init; }

    /// <summary>Since midnight in a zone that is not known; no date was printed.</summary>
    public long? OfDay { get; init; }

    /// <summary>Seconds since the start of the capture.</summary>
    public double? Relative { get; init; }

    /// <summary>Whether anything was printed.</summary>
    public bool IsKnown => Utc is not null || Local is not null || OfDay is not null || Relative is not null;

    /// <summary>Fills what is not known from another printing of the same packet.</summary>
    public PrintedTime Or(PrintedTime other) => new()
    {
        Utc = Utc ?? other.Utc,
        Local = Local ?? other.Local,
        OfDay = OfDay ?? other.OfDay,
        Relative = Relative ?? other.Relative,
    };

    /// <summary>Whether two printings can be of one packet; printings may be rounded to milliseconds.</summary>
    public bool Agrees(PrintedTime other) =>
        Near(Utc, other.Utc) && Near(Local, other.Local) && Near(OfDay, other.OfDay)
        && !(Relative is double one && other.Relative is double two && Math.Abs(one - two) > 0.001);

    /// <summary>
    /// The distance to a later printing in nanoseconds, by the best time both have. A time of day that falls by more than
    /// half a day is read as a passage of midnight.
    /// </summary>
    public long? Until(PrintedTime later)
    {
        if ((later.Utc - Utc) is long exact)
        {
            return exact;
        }

        if ((later.Local - Local) is long dated)
        {
            return dated;
        }

        if ((later.OfDay - OfDay) is long clock)
        {
            return clock < -Day / 2 ? clock + Day : clock;
        }

        return (later.Relative - Relative) is double seconds ? ToNanoseconds(seconds) : null;
    }

    /// <summary>Seconds as nanoseconds, clamped to a century so that sums cannot overflow.</summary>
    public static long ToNanoseconds(double seconds) => (long)(Math.Clamp(seconds, -3e9, 3e9) * Timestamp.PerSecond);

    private static bool Near(long? one, long? two) => (one - two) is not long gap || Math.Abs(gap) < 1_000_000;
}
