using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Protocol.Server;

/// <summary>The sessions a node remembers, bounded; the one not heard for longest is forgotten first.</summary>
internal sealed class SessionTable(int capacity, TimeSpan retention)
{
    private readonly Dictionary<ulong, Session> _sessions = [];
    private readonly LinkedList<Session> _byHearing = [];

    /// <summary>Sessions remembered.</summary>
    public int Count => _sessions.Count;

    /// <summary>Finds a session.</summary>
    public bool TryFind(ulong id, [NotNullWhen(true)] out Session? session) => _sessions.TryGetValue(id, out session);

    /// <summary>The session was heard; it is remembered from now on. Forgets others to stay within bounds.</summary>
    /// <param name="now">The time.</param>
    /// <param name="session">The session.</param>
    /// <param name="forget">Told of a session that is forgotten.</param>
    public void Heard(TimeSpan now, Session session, Action<Session> forget)
    {
        if (_sessions.TryAdd(session.Id, session))
        {
            _byHearing.AddLast(session.Node);
        }
        else
        {
            _byHearing.Remove(session.Node);
            _byHearing.AddLast(session.Node);
        }

        session.HeardAt = now;
        while (_byHearing.First is { } oldest && (_sessions.Count > capacity || now - oldest.Value.HeardAt > retention))
        {
            _byHearing.Remove(oldest);
            _sessions.Remove(oldest.Value.Id);
            forget(oldest.Value);
        }
    }
}
