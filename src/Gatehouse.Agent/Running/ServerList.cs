using Gatehouse.Agent.Channels;

namespace Gatehouse.Agent.Running;

/// <summary>The nodes of an installation an agent knows of, and the one it uses: one that works is kept, the next is tried when it is away.</summary>
/// <param name="servers">The nodes, in the order in which they are tried; at least one.</param>
internal sealed class ServerList(IEnumerable<ServerAddress> servers)
{
    private readonly ServerAddress[] _servers = [.. servers];
    private int _current;
    private int _failures;

    /// <summary>The one to use.</summary>
    public ServerAddress Current => _servers[_current];

    /// <summary>All of them, the one to use first.</summary>
    public IReadOnlyList<ServerAddress> All => [.. _servers[_current..], .. _servers[.._current]];

    /// <summary>This one works.</summary>
    public void Keep(ServerAddress server)
    {
        _current = Math.Max(0, Array.IndexOf(_servers, server));
        _failures = 0;
    }

    /// <summary>The one in use is away: goes on to the next.</summary>
    /// <returns>Whether that one was not tried since one worked; otherwise it is time to wait.</returns>
    public bool GoOn()
    {
        _current = (_current + 1) % _servers.Length;
        return ++_failures % _servers.Length != 0;
    }
}
