using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>
/// The live flows of one kind. It never holds more than its capacity: flows silent for longer than their queue allows
/// leave by packet time, and when it is full the one silent for longest makes room, which is counted.
/// </summary>
/// <remarks>
/// Its slots (open addressing, at most half of them taken) hold hashes beside the flows, where a dictionary would hold copies of
/// the keys: they stay in the processor's cache. And its code is compiled ahead of time, which a framework type over a key
/// of ours is not.
/// </remarks>
/// <typeparam name="TKey">What identifies a flow.</typeparam>
/// <typeparam name="TFlow">The flow.</typeparam>
/// <param name="capacity">Most flows held.</param>
/// <param name="keyOf">The key of a flow.</param>
/// <param name="queues">The queues, live flows first; flows in the last one are finished, when there are several.</param>
/// <param name="ended">Told of every flow that leaves.</param>
internal sealed class FlowTable<TKey, TFlow>(int capacity, Func<TFlow, TKey> keyOf, FlowQueue[] queues, Action<TFlow> ended)
    where TKey : struct, IEquatable<TKey>
    where TFlow : Flow<TFlow>
{
    private const int FirstSlots = 64;

    private readonly Line[] _lines = new Line[queues.Length];
    private Slot[] _slots = new Slot[FirstSlots];
    private long _nextSweep;

    /// <summary>Flows that had to leave early because the table was full.</summary>
    public long EvictedUnderPressure { get; private set; }

    /// <summary>Flows held.</summary>
    public int Count { get; private set; }

    public bool TryGet(in TKey key, [MaybeNullWhen(false)] out TFlow flow)
    {
        int hash = key.GetHashCode();
        for (int index = hash & (_slots.Length - 1); ; index = After(index))
        {
            ref Slot slot = ref _slots[index];
            if (slot.Flow is null)
            {
                flow = null;
                return false;
            }

            if (slot.Hash == hash && keyOf(slot.Flow).Equals(key))
            {
                flow = slot.Flow;
                return true;
            }
        }
    }

    /// <summary>Takes a flow whose key the table does not hold.</summary>
    public void Add(TFlow flow, long now)
    {
        if (Count >= capacity)
        {
            EvictOldest();
        }

        if (Count >= _slots.Length / 2)
        {
            Grow();
        }

        Count++;
        flow.Hash = keyOf(flow).GetHashCode();
        Insert(flow);
        flow.LastActive = now;
        Append(flow);
    }

    /// <summary>Marks a flow as active now, and lets those leave that have been silent too long.</summary>
    public void Touch(TFlow flow, long now)
    {
        flow.LastActive = now;
        if (flow.Younger is not null)
        {
            Unlink(flow);
            Append(flow);
        }
    }

    /// <summary>Puts a flow into another queue; when that is full, its oldest leaves.</summary>
    public void MoveTo(TFlow flow, int queue)
    {
        Unlink(flow);
        flow.Queue = queue;
        Append(flow);
        if (_lines[queue].Count > queues[queue].Capacity)
        {
            End(_lines[queue].Oldest!);
        }
    }

    /// <summary>Lets a flow leave now.</summary>
    public void End(TFlow flow)
    {
        Unlink(flow);
        Remove(flow);
        ended(flow);
    }

    /// <summary>Lets flows leave that have been silent for longer than their queue allows.</summary>
    public void Sweep(long now)
    {
        if (now < _nextSweep)
        {
            return;
        }

        _nextSweep = now + (Capture.Timestamp.PerSecond / 4);
        for (int queue = 0; queue < queues.Length; queue++)
        {
            while (_lines[queue].Oldest is { } flow && now - flow.LastActive > queues[queue].IdleLimit)
            {
                End(flow);
            }
        }
    }

    /// <summary>Lets all flows leave, oldest first.</summary>
    public void EndAll()
    {
        for (int queue = queues.Length - 1; queue >= 0; queue--)
        {
            while (_lines[queue].Oldest is { } flow)
            {
                End(flow);
            }
        }
    }

    /// <summary>The last queue holds what is finished, so it gives way first.</summary>
    private void EvictOldest()
    {
        for (int queue = queues.Length - 1; queue >= 0; queue--)
        {
            if (_lines[queue].Oldest is { } flow)
            {
                if (queue < queues.Length - 1 || queues.Length == 1)
                {
                    EvictedUnderPressure++;
                }

                End(flow);
                return;
            }
        }
    }

    private int After(int index) => (index + 1) & (_slots.Length - 1);

    private void Insert(TFlow flow)
    {
        int index = flow.Hash & (_slots.Length - 1);
        while (_slots[index].Flow is not null)
        {
            index = After(index);
        }

        _slots[index] = new Slot { Hash = flow.Hash, Flow = flow };
    }

    /// <summary>Empties the flow's slot, and moves those behind it up that would not be found past an empty one.</summary>
    private void Remove(TFlow flow)
    {
        Count--;
        int empty = flow.Hash & (_slots.Length - 1);
        while (!ReferenceEquals(_slots[empty].Flow, flow))
        {
            empty = After(empty);
        }

        for (int index = After(empty); _slots[index].Flow is not null; index = After(index))
        {
            int distance = (index - _slots[index].Hash) & (_slots.Length - 1);
            if (distance >= ((index - empty) & (_slots.Length - 1)))
            {
                _slots[empty] = _slots[index];
                empty = index;
            }
        }

        _slots[empty] = default;
    }

    private void Grow()
    {
        Slot[] old = _slots;
        _slots = new Slot[old.Length * 2];
        foreach (Slot slot in old)
        {
            if (slot.Flow is not null)
            {
                Insert(slot.Flow);
            }
        }
    }

    private void Append(TFlow flow)
    {
        ref Line line = ref _lines[flow.Queue];
        line.Count++;
        flow.Older = line.Youngest;
        flow.Younger = null;
        if (line.Youngest is null)
        {
            line.Oldest = flow;
        }
        else
        {
            line.Youngest.Younger = flow;
        }

        line.Youngest = flow;
    }

    private void Unlink(TFlow flow)
    {
        ref Line line = ref _lines[flow.Queue];
        line.Count--;
        if (flow.Older is null)
        {
            line.Oldest = flow.Younger;
        }
        else
        {
            flow.Older.Younger = flow.Younger;
        }

        if (flow.Younger is null)
        {
            line.Youngest = flow.Older;
        }
        else
        {
            flow.Younger.Older = flow.Older;
        }

        flow.Older = null;
        flow.Younger = null;
    }

    private struct Slot
    {
        public TFlow? Flow;
        public int Hash;
    }

    private struct Line
    {
        public TFlow? Oldest;
        public TFlow? Youngest;
        public int Count;
    }
}
