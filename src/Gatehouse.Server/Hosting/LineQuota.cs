namespace Gatehouse.Server.Hosting;

/// <summary>How many lines may be written into the log about each kind of thing that others cause: they could fill the disk otherwise.</summary>
internal sealed class LineQuota(TimeProvider clock)
{
    /// <summary>Lines of one kind in a <see cref="Window"/>.</summary>
    public const int MaxLines = 20;

    /// <summary>The time they are counted over.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (long Since, long Count)> _kinds = new(StringComparer.Ordinal);

    /// <summary>Something of a kind happened.</summary>
    /// <param name="kind">One of a few.</param>
    /// <returns>Whether to write a line about it, and how many were not written about in the window before, to be told now.</returns>
    public (bool IsTold, long Untold) Count(string kind)
    {
        lock (_gate)
        {
            // Not the time of day: a clock that is set back would silence the lines until it has caught up.
            long now = clock.GetTimestamp();
            (long since, long count) = _kinds.GetValueOrDefault(kind, (now, 0));
            bool isOver = clock.GetElapsedTime(since, now) >= Window;
            _kinds[kind] = isOver ? (now, 1) : (since, count + 1);
            return (isOver || count < MaxLines, isOver ? Math.Max(0, count - MaxLines) : 0);
        }
    }
}
