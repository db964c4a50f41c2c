namespace Gatehouse.Server.Tests;

/// <summary>A clock that a test sets.</summary>
internal sealed class TestClock : TimeProvider
{
    // The certificates are checked by the client's TLS too, which looks at the machine's clock.
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    private long _passed;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => base.GetTimestamp() + Volatile.Read(ref _passed);

    /// <summary>Sets the time of day forward or back; timers do not notice.</summary>
    public void Advance(TimeSpan time) => _now += time;

    /// <summary>Lets time pass for whoever measures it; the time of day stays.</summary>
    public void Pass(TimeSpan time) => Interlocked.Add(ref _passed, (long)(time.TotalSeconds * TimestampFrequency));
}
