namespace Gatehouse.Agent.Running;

/// <summary>How long to wait before the server is asked again: longer each time, never the same for two agents.</summary>
/// <param name="first">Longest wait after the first failure.</param>
/// <param name="longest">Longest wait at all.</param>
/// <param name="random">Gives a number from 0 to 1.</param>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    private const double Growth = 2;
    private const double LeastShare = 0.5;

    private TimeSpan _next = first;

    /// <summary>The next wait: between half and all of a time that doubles with each failure; never less than the server asked for.</summary>
    /// <param name="asked">Seconds the server asked for; 0 for none.</param>
    public TimeSpan Next(int asked)
    {
        TimeSpan wait = _next * (LeastShare + ((1 - LeastShare) * random()));
        _next = _next * Growth < longest ? _next * Growth : longest;
        TimeSpan least = TimeSpan.FromSeconds(asked) * (1 + (random() / 4));
        return wait > least ? wait : least;
    }

    /// <summary>The server answered.</summary>
    public void Reset() => _next = first;
}
