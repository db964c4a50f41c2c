using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>
/// The live flows of one kind. It never holds more than its capacity: flows silent for longer than their queue allows
/// leave by packet time, and when it is full the one silent for longest makes room, which is counted.
/// </summary>
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
    private readonly Dictionary<TKey, TFlow> _flows = [];
    private readonly TFlow?[] _oldest = new TFlow?[queues.Length];
    private readonly TFlow?[] _youngest = new TFlow?[queues.Length];
    private readonly int[] _counts = new int[queues.Length];
    private long _nextSweep;

    /// <summary>Flows that had to leave early because the table was full.</summary>
    public long EvictedUnderPressure { get; private set; }

    public int Count => _flows.Count;

    public bool TryGet(in TKey key, [MaybeNullWhen(false)] out TFlow flow) => _flows.TryGetValue(key, out flow);

    public void Add(TFlow flow, long now)
    {
        if (_flows.Count >= capacity)
        {
            EvictOldest();
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_flows, keyOf(flow), out _) = flow;
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
        if (_counts[queue] > queues[queue].Capacity)
        {
            End(_oldest[queue]!);
        }
    }

    /// <summary>Lets a flow leave now.</summary>
    public void End(TFlow flow)
    {
        Unlink(flow);
        _flows.Remove(keyOf(flow));
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
            while (_oldest[queue] is { } flow && now - flow.LastActive > queues[queue].IdleLimit)
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
            while (_oldest[queue] is { } flow)
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
            if (_oldest[queue] is { } flow)
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

    private void Append(TFlow flow)
    {
        _counts[flow.Queue]++;
        TFlow? last = _youngest[flow.Queue];
        flow.Older = last;
        flow.Younger = null;
        if (last is null)
        {
            _oldest[flow.Queue] = flow;
        }
        else
        {
            last.Younger = flow;
        }

        _youngest[flow.Queue] = flow;
    }

    private void Unlink(TFlow flow)
    {
        _counts[flow.Queue]--;
        if (flow.Older is null)
        {
            _oldest[flow.Queue] = flow.Younger;
        }
        else
        {
            flow.Older.Younger = flow.Younger;
        }

        if (flow.Younger is null)
        {
            _youngest[flow.Queue] = flow.Older;
        }
        else
        {
            flow.Younger.Older = flow.Older;
        }

        flow.Older = null;
        flow.Younger = null;
    }
}
