namespace Gatehouse.Cli.Tests.Commands.Storms;

/// <summary>The machine's clock, until somebody sets it.</summary>
internal sealed class JumpingClock : TimeProvider
{
    private long _offset;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    public void Jump(TimeSpan time) => Interlocked.Add(ref _offset, time.Ticks);
}
