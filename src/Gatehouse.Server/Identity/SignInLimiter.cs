namespace Gatehouse.Server.Identity;

/// <summary>
/// Slows down guessing: after a few failures in a row each further one doubles the wait, per account and per endpoint. What was tried while
/// waiting is not looked at.
/// </summary>
internal sealed class SignInLimiter(TimeProvider clock)
{
    /// <summary>Failures that cost nothing.</summary>
    public const int FreeFailures = 5;

    /// <summary>Keys remembered; beyond that the one that failed longest ago is forgotten.</summary>
    public const int MaxKeys = 20_000;

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(5);

    /// <summary>After this time without a failure all is forgotten.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(30);

    private readonly Dictionary<string, (int Failures, DateTimeOffset Last)> _failures = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>How long a try must wait; zero when it may be looked at.</summary>
    public TimeSpan Wait(params ReadOnlySpan<string> keys)
    {
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan longest = TimeSpan.Zero;
        lock (_lock)
        {
            foreach (string key in keys)
            {
                if (_failures.TryGetValue(key, out (int Failures, DateTimeOffset Last) state) && state.Failures >= FreeFailures)
                {
                    TimeSpan wait = TimeSpan.FromSeconds(Math.Min(MaxWait.TotalSeconds, Math.Pow(2, Math.Min(state.Failures - FreeFailures, 30)))) - (now - state.Last);
                    longest = wait > longest ? wait : longest;
                }
            }
        }

        return longest;
    }

    /// <summary>Notes a failure. To be called before the password is looked at, so that tries at the same time count.</summary>
    public void Failed(params ReadOnlySpan<string> keys)
    {
        DateTimeOffset now = clock.GetUtcNow();
        lock (_lock)
        {
            foreach (string key in keys)
            {
                int before = _failures.TryGetValue(key, out (int Failures, DateTimeOffset Last) state) && now - state.Last < Memory ? state.Failures : 0;
                _failures[key] = (before + 1, now);
            }

            if (_failures.Count > MaxKeys)
            {
                ForgetOldest(now);
            }
        }
    }

    /// <summary>Forgets the failures of an account that somebody signed in to.</summary>
    public void Forget(string key)
    {
        lock (_lock)
        {
            _failures.Remove(key);
        }
    }

    /// <summary>Takes the last failure back: who has one account of his own must not try others for ever.</summary>
    public void TakeBack(string key)
    {
        lock (_lock)
        {
            if (_failures.TryGetValue(key, out (int Failures, DateTimeOffset Last) state))
            {
                _failures[key] = (state.Failures - 1, state.Last);
            }
        }
    }

    // A tenth at once, so that the price is paid rarely.
    private void ForgetOldest(DateTimeOffset now)
    {
        string[] oldest = [.. _failures.OrderBy(entry => entry.Value.Last).Take(MaxKeys / 10).Select(entry => entry.Key)];
        foreach (string key in oldest)
        {
            _failures.Remove(key);
        }

        foreach (string key in _failures.Where(entry => now - entry.Value.Last > Memory).Select(entry => entry.Key).ToArray())
        {
            _failures.Remove(key);
        }
    }
}
