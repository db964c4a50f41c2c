namespace Gatehouse.Agent.Running;

/// <summary>How long to wait before the server is asked again: longer each time, never the same for two agents.</summary>
internal sealed class Backoff
{
    private const double Growth = 2;
    private const double LeastShare = 0.5;

    private readonly TimeSpan _first;
    private readonly TimeSpan _longest;
    private readonly Func<double> _random;
    private TimeSpan _next;

    /// <summary>Begins with the shortest wait.</summary>
    /// <param name="first">Longest wait after the first failure.</param>
    /// <param name="longest">Longest wait at all.</param>
    /// <param name="random">Gives a number from 0 to 1.</param>
    public Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
    {
        _first = first;
        _longest = longest;
        _random = random;
        _next = first;
    }

    /// <summary>The next wait: between half and all of a time that doubles with each failure; never less than the server asked for.</summary>
    /// <param name="asked">Seconds the server asked for; 0 for none.</param>
    public TimeSpan Next(int asked)
    {
        TimeSpan wait = _next * (LeastShare + ((1 - LeastShare) * _random()));
        _next = _next * Growth < _longest ? _next * Growth : _longest;
        TimeSpan least = TimeSpan.FromSeconds(asked) * (1 + (_random() / 4));
        return wait > least ? wait : least;
    }

    /// <summary>The server answered.</summary>
    public void Reset() => _next = _first;
}
