namespace Gatehouse.Protocol.Timing;

/// <summary>
/// Measures the round trip and says how long to wait for an answer (RFC 6298, section 2). An answer names the packet it answers, so resent ones
/// are measured as well as others.
/// </summary>
internal sealed class RoundTrip
{
    private double _smoothed;
    private double _variation;
    private bool _isMeasured;

    /// <summary>Waited for before anything is measured.</summary>
    public static TimeSpan Initial { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The least that is waited.</summary>
    public static TimeSpan Shortest { get; } = TimeSpan.FromMilliseconds(30);

    /// <summary>The most that is waited, however slow the path.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How long to wait for an answer.</summary>
    public TimeSpan Timeout { get; private set; } = Initial;

    /// <summary>Takes a measured round trip.</summary>
    public void Measure(TimeSpan sample)
    {
        double seconds = Math.Max(0, sample.TotalSeconds);
        if (_isMeasured)
        {
            _variation += (Math.Abs(_smoothed - seconds) - _variation) / 4;
            _smoothed += (seconds - _smoothed) / 8;
        }
        else
        {
            _smoothed = seconds;
            _variation = seconds / 2;
            _isMeasured = true;
        }

        Timeout = TimeSpan.FromSeconds(Math.Clamp(_smoothed + (4 * _variation), Shortest.TotalSeconds, Longest.TotalSeconds));
    }
}
