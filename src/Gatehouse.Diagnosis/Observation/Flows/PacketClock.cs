using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>
/// Time as the packets tell it, for timeouts and silence: it only moves forward, and a clock that leaps (a host that
/// boots in 1970, a file stitched from two) moves it by <see cref="LongestStep"/> at most, so that no leap looks like silence.
/// </summary>
public sealed class PacketClock
{
    /// <summary>The most that one packet may move the clock, in nanoseconds: two minutes.</summary>
    public const long LongestStep = 120 * Timestamp.PerSecond;

    private const long LargestReordering = 5 * Timestamp.PerSecond;
    private const long LeapWorthTelling = 86_400 * Timestamp.PerSecond;

    private long _last;
    private bool _started;

    /// <summary>Nanoseconds of packet time since the first packet.</summary>
    public long Now { get; private set; }

    /// <summary>How often the capture's clock went backwards by more than reordering explains, or ahead by more than a day.</summary>
    public int Leaps { get; private set; }

    /// <summary>Takes the time of the next packet.</summary>
    /// <returns>The new value of <see cref="Now"/>.</returns>
    public long Advance(Timestamp time)
    {
        if (!time.IsKnown)
        {
            return Now;
        }

        if (!_started)
        {
            _started = true;
            _last = time.Nanoseconds;
            return Now;
        }

        Int128 step = (Int128)time.Nanoseconds - _last;
        if (step < 0)
        {
            if (step >= -LargestReordering)
            {
                return Now;
            }

            Leaps++;
        }
        else
        {
            Now += (long)Int128.Min(step, LongestStep);
            if (step > LeapWorthTelling)
            {
                Leaps++;
            }
        }

        _last = time.Nanoseconds;
        return Now;
    }
}
