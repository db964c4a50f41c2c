namespace Gatehouse.Cli.Commands.Storms;

/// <summary>How long things took. Not for several threads at once.</summary>
internal sealed class LatencyLog
{
    private const int Percent = 100;

    private readonly List<float> _milliseconds = [];
    private bool _sorted;

    /// <summary>How many there are.</summary>
    public int Count => _milliseconds.Count;

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan time)
    {
        _milliseconds.Add((float)time.TotalMilliseconds);
        _sorted = false;
    }

    /// <summary>Adds those of another.</summary>
    public void Add(LatencyLog other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _milliseconds.AddRange(other._milliseconds);
        _sorted = false;
    }

    /// <summary>The time that a share of them stayed below, in milliseconds; 0 when there is none.</summary>
    /// <param name="percent">The share, 0 to 100.</param>
    public double Percentile(double percent)
    {
        if (_milliseconds.Count == 0)
        {
            return 0;
        }

        if (!_sorted)
        {
            _milliseconds.Sort();
            _sorted = true;
        }

        return _milliseconds[(int)Math.Min(_milliseconds.Count - 1, _milliseconds.Count * percent / Percent)];
    }
}
