using System.Runtime.ExceptionServices;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Reads several captures at the same time, each by one thread: what is read of one does not depend on the others.</summary>
internal static class SideBySide
{
    /// <summary>Most captures read at the same time: each holds tables of its own, and together they are to stay small.</summary>
    public const int MostAtOnce = 4;

    /// <summary>Does each piece of work once, the heaviest first, so that none is left to run alone at the end.</summary>
    /// <param name="weights">How much work each is; only the order matters.</param>
    /// <param name="work">Does one, by its number.</param>
    /// <param name="cancellation">Handed on by <paramref name="work"/>; no further piece is begun once it is cancelled.</param>
    /// <returns>What each ended with: null when it succeeded, else what it threw.</returns>
    public static Exception?[] Run(IReadOnlyList<long> weights, Action<int> work, CancellationToken cancellation)
    {
        int[] order = [.. Enumerable.Range(0, weights.Count).OrderByDescending(number => weights[number])];
        Exception?[] failures = new Exception?[weights.Count];
        int next = -1;
        int threads = Math.Min(weights.Count, Math.Min(MostAtOnce, Environment.ProcessorCount));
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, _ =>
        {
            for (int at = Interlocked.Increment(ref next); at < order.Length; at = Interlocked.Increment(ref next))
            {
                try
                {
                    cancellation.ThrowIfCancellationRequested();
                    work(order[at]);
                }
                catch (Exception failure)
                {
                    failures[order[at]] = failure;
                }
            }
        });
        return failures;
    }

    /// <summary>The same, where any failure ends it: the first by number is thrown once all threads are done.</summary>
    public static void RunAll(IReadOnlyList<long> weights, Action<int> work, CancellationToken cancellation)
    {
        if (Array.Find(Run(weights, work, cancellation), failure => failure is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }
    }
}
