using System.Diagnostics;
using System.Globalization;

namespace Gatehouse.Tests.Common;

/// <summary>
/// Holds the cost of an input against that of one four times as long. What is counted is the processor time of the calling thread (on Linux;
/// elsewhere the clock has to do), so that a busy machine changes little; of several tries the cheapest counts.
/// </summary>
public static class LinearTime
{
    /// <summary>How many times as long the longer input is.</summary>
    public const int Factor = 4;

    /// <summary>Most times that the longer input may cost of the shorter: four is linear, sixteen quadratic.</summary>
    private const double MostGrowth = 10;

    /// <summary>Below this the longer input is cheap in whatever way its cost grows, and too short to be measured.</summary>
    private static readonly TimeSpan Negligible = TimeSpan.FromMilliseconds(20);

    private const int Tries = 8;
    private const string SchedulerStatistics = "/proc/thread-self/schedstat";

    /// <summary>How many times the shorter input's cost the longer one takes; 0 when it is cheap anyhow.</summary>
    /// <param name="length">Of the longer input, in any unit that <paramref name="make"/> knows.</param>
    /// <param name="make">Makes an input of a length.</param>
    /// <param name="work">What is measured; it stays on the calling thread.</param>
    public static double GrowthOf<T>(int length, Func<int, T> make, Action<T> work)
    {
        ArgumentNullException.ThrowIfNull(make);
        ArgumentNullException.ThrowIfNull(work);
        T small = make(length / Factor);
        T large = make(length);
        work(small);
        TimeSpan cheapestSmall = TimeSpan.MaxValue;
        TimeSpan cheapestLarge = TimeSpan.MaxValue;
        double growth = 0;
        for (int i = 0; i < Tries; i++)
        {
            cheapestSmall = Cheaper(cheapestSmall, small, work);
            cheapestLarge = Cheaper(cheapestLarge, large, work);
            growth = cheapestLarge < Negligible ? 0 : cheapestLarge / cheapestSmall;
            if (growth <= MostGrowth / 2)
            {
                break;
            }
        }

        return growth;
    }

    /// <summary>Says whether a growth is no worse than linear, with room for caches and collections of memory.</summary>
    public static bool IsLinear(double growth) => growth <= MostGrowth;

    private static TimeSpan Cheaper<T>(TimeSpan known, T input, Action<T> work)
    {
        TimeSpan started = Now();
        work(input);
        TimeSpan taken = Now() - started;
        return taken < known && taken > TimeSpan.Zero ? taken : known;
    }

    /// <summary>Processor time of this thread: the first number, in nanoseconds.</summary>
    private static TimeSpan Now()
    {
        const int NanosecondsPerTick = 100;
        try
        {
            string text = File.ReadAllText(SchedulerStatistics);
            return new TimeSpan(long.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), CultureInfo.InvariantCulture) / NanosecondsPerTick);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Stopwatch.GetElapsedTime(0);
        }
    }
}
