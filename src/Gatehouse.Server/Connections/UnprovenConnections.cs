namespace Gatehouse.Server.Connections;

/// <summary>
/// The connections of strangers, bounded, and fair by source: when there is no room, the source that has most gives up its oldest. So whoever
/// opens thousands only pushes out his own, and an honest endpoint needs room only for the moment in which it signs in.
/// </summary>
/// <param name="capacity">Connections at most.</param>
internal sealed class UnprovenConnections(int capacity)
{
    /// <summary>Time that each has to prove itself before another of the same source takes its place; a handshake takes a fraction of it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Dictionary<SourceAddress, LinkedList<UnprovenConnection>> _sources = [];
    private int _count;

    /// <summary>Connections at most.</summary>
    public int Capacity => capacity;

    /// <summary>Connections now.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Adds a connection.</summary>
    /// <param name="newcomer">The connection.</param>
    /// <param name="now">The time.</param>
    /// <param name="crowdedOut">One that must be ended for it; null when there is room.</param>
    /// <returns>False when there is no room for it: its own source has most, and none of them is old enough to go.</returns>
    public bool TryAdd(UnprovenConnection newcomer, TimeSpan now, out UnprovenConnection? crowdedOut)
    {
        crowdedOut = null;
        lock (_gate)
        {
            if (_count >= capacity)
            {
                UnprovenConnection oldest = OldestOfLargest(out int largest);
                int own = _sources.TryGetValue(newcomer.Source, out LinkedList<UnprovenConnection>? ofSource) ? ofSource.Count : 0;
                if (own + 1 >= largest && now - oldest.Since < Grace)
                {
                    return false;
                }

                crowdedOut = oldest;
                Take(oldest);
            }

            if (!_sources.TryGetValue(newcomer.Source, out LinkedList<UnprovenConnection>? list))
            {
                _sources.Add(newcomer.Source, list = []);
            }

            newcomer.Place = list.AddLast(newcomer);
            newcomer.Table = this;
            _count++;
            return true;
        }
    }

    /// <summary>Takes a connection out, proven or over.</summary>
    public void Remove(UnprovenConnection connection)
    {
        lock (_gate)
        {
            if (connection.Table is not null)
            {
                Take(connection);
            }
        }
    }

    private void Take(UnprovenConnection connection)
    {
        LinkedList<UnprovenConnection> list = _sources[connection.Source];
        list.Remove(connection.Place!);
        if (list.Count == 0)
        {
            _sources.Remove(connection.Source);
        }

        connection.Table = null;
        _count--;
    }

    private UnprovenConnection OldestOfLargest(out int largest)
    {
        LinkedList<UnprovenConnection>? found = null;
        foreach (LinkedList<UnprovenConnection> list in _sources.Values)
        {
            if (found is null || list.Count > found.Count || (list.Count == found.Count && list.First!.Value.Since < found.First!.Value.Since))
            {
                found = list;
            }
        }

        largest = found!.Count;
        return found.First!.Value;
    }
}
