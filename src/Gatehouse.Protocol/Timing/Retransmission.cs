namespace Gatehouse.Protocol.Timing;

/// <summary>
/// When to send again: after about a round trip, then after twice as long each time up to a bound, each wait lengthened by up to a quarter at
/// random; until a deadline, never up to a number of tries.
/// </summary>
internal sealed class Retransmission(TimeSpan deadline)
{
    private const double JitterShare = 0.25;
    private const int MaxDoublings = 16;

    private int _doublings;

    /// <summary>The longest wait between two tries, before jitter.</summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromSeconds(3);

    /// <summary>When to give up.</summary>
    public TimeSpan Deadline { get; private set; } = deadline;

    /// <summary>When to send next.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>Flights sent.</summary>
    public int Tries { get; private set; }

    /// <summary>The earlier of the next try and the deadline.</summary>
    public TimeSpan Wakeup => Due < Deadline ? Due : Deadline;

    /// <summary>Counts a try; the next one comes after the wait.</summary>
    public void Sent(TimeSpan now, RoundTrip roundTrip, Jitter jitter)
    {
        Tries++;
        Wait(now, roundTrip, jitter);
        _doublings = Math.Min(_doublings + 1, MaxDoublings);
    }

    /// <summary>The other end was heard and has to be given time, without a try of ours.</summary>
    public void Wait(TimeSpan now, RoundTrip roundTrip, Jitter jitter)
    {
        double seconds = Math.Min(roundTrip.Timeout.TotalSeconds * (1 << _doublings), Longest.TotalSeconds);
        Due = now + TimeSpan.FromSeconds(seconds * (1 + (JitterShare * jitter.Next())));
    }

    /// <summary>Something got through: waits are short again.</summary>
    public void Progress() => _doublings = 0;

    /// <summary>Sends at once.</summary>
    public void Hurry(TimeSpan now) => Due = now;

    /// <summary>Comes back later, as the server asked, which puts off the deadline as well.</summary>
    public void Postpone(TimeSpan now, TimeSpan delay, Jitter jitter)
    {
        Due = now + (delay * (1 + (JitterShare * jitter.Next())));
        Deadline += Due - now;
    }
}
