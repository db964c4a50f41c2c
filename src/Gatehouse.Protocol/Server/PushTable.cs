namespace Gatehouse.Protocol.Server;

/// <summary>The messages a server has begun, and when each is to be repeated.</summary>
internal sealed class PushTable(int capacity)
{
    private readonly Dictionary<Guid, Push> _pushes = [];
    private readonly PriorityQueue<Push, TimeSpan> _due = new();

    /// <summary>The wait after the first try; each next one is twice as long.</summary>
    public static TimeSpan FirstWait { get; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest wait.</summary>
    public static TimeSpan LongestWait { get; } = TimeSpan.FromSeconds(30);

    /// <summary>When something is to be done next; null when nothing waits.</summary>
    public TimeSpan? NextTimeout
    {
        get
        {
            while (_due.TryPeek(out Push? push, out TimeSpan at))
            {
                if (!push.IsOver)
                {
                    return at;
                }

                _due.Dequeue();
            }

            return null;
        }
    }

    /// <summary>Begins.</summary>
    /// <returns>False when the table is full or the identifier is in use.</returns>
    public bool TryAdd(TimeSpan now, Push push)
    {
        if (_pushes.Count >= capacity || !_pushes.TryAdd(push.Id, push))
        {
            return false;
        }

        push.Wait = FirstWait;
        Schedule(now, push);
        return true;
    }

    /// <summary>The next push whose time has come.</summary>
    /// <param name="now">The time.</param>
    /// <param name="push">To be sent again, unless it has expired.</param>
    /// <param name="hasExpired">Whether its deadline has passed; then it is forgotten.</param>
    public bool TryTakeDue(TimeSpan now, out Push push, out bool hasExpired)
    {
        hasExpired = false;
        push = null!;
        if (NextTimeout is not { } at || at > now)
        {
            return false;
        }

        push = _due.Dequeue();
        hasExpired = now >= push.Deadline;
        if (hasExpired)
        {
            Remove(push);
            return true;
        }

        push.Wait = push.Wait * 2 < LongestWait ? push.Wait * 2 : LongestWait;
        Schedule(now, push);
        return true;
    }

    /// <summary>The client has it.</summary>
    /// <returns>False when nothing of that session waits under the identifier.</returns>
    public bool TryAcknowledge(Session session, Guid id, out Push push)
    {
        if (!_pushes.TryGetValue(id, out push!) || push.Session.Id != session.Id)
        {
            return false;
        }

        Remove(push);
        return true;
    }

    private void Schedule(TimeSpan now, Push push)
    {
        TimeSpan at = now + push.Wait;
        _due.Enqueue(push, at < push.Deadline ? at : push.Deadline);
    }

    private void Remove(Push push)
    {
        push.IsOver = true;
        _pushes.Remove(push.Id);
    }
}
