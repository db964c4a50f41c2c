namespace Gatehouse.Server.Tests;

/// <summary>A clock that a test sets.</summary>
internal sealed class TestClock : TimeProvider
{
    // The certificates are checked by the client's TLS too, which looks at the machine's clock.
    private DateTimeOffset _now = DateTimeOffset.UtcNow;

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan time) => _now += time;
}
