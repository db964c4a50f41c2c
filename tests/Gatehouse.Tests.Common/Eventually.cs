using System.Diagnostics;

namespace Gatehouse.Tests.Common;

/// <summary>Waits for what other threads and processes bring about.</summary>
public static class Eventually
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until something holds.</summary>
    /// <param name="condition">What.</param>
    /// <param name="limit">For how long at most.</param>
    /// <exception cref="TimeoutException">It did not come to hold in that time.</exception>
    public static Task HoldsAsync(Func<bool> condition, TimeSpan limit) => HoldsAsync(() => Task.FromResult(condition()), limit);

    /// <summary>The same for what has to be asked of others.</summary>
    /// <param name="condition">What.</param>
    /// <param name="limit">For how long at most.</param>
    /// <exception cref="TimeoutException">It did not come to hold in that time.</exception>
    public static async Task HoldsAsync(Func<Task<bool>> condition, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(condition);
        long start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
            {
                throw new TimeoutException($"it did not happen within {limit.TotalSeconds} s");
            }

            await Task.Delay(Pause);
        }
    }
}
