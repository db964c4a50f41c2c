using System.Diagnostics.CodeAnalysis;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>
/// Puts what has ended back into the order in which it began: an item waits for those with lower numbers. No more than
/// <see cref="MostHeldBack"/> wait; when there are more, the lowest goes ahead, so that one conversation that lasts for
/// the whole capture does not hold back everything after it.
/// </summary>
/// <typeparam name="TItem">What is put in order.</typeparam>
internal sealed class StreamOrder<TItem>
    where TItem : class
{
    /// <summary>Most items waiting for ones that have not ended.</summary>
    public const int MostHeldBack = 4_096;

    private readonly PriorityQueue<TItem?, long> _ended = new();
    private long _next;
    private bool _complete;

    /// <summary>Takes what has ended.</summary>
    /// <param name="number">Its number: every number from 0 comes once.</param>
    /// <param name="item">The item; null when there is nothing to list, so that the others need not wait for it.</param>
    public void Add(long number, TItem? item) => _ended.Enqueue(item, number);

    /// <summary>Nothing more comes: nobody needs to wait any longer.</summary>
    public void Complete() => _complete = true;

    /// <summary>Hands out the next in order.</summary>
    public bool TryTake([MaybeNullWhen(false)] out TItem item)
    {
        while (_ended.TryPeek(out item, out long number) && (_complete || number <= _next || _ended.Count > MostHeldBack))
        {
            _ended.Dequeue();
            _next = Math.Max(_next, number + 1);
            if (item is not null)
            {
                return true;
            }
        }

        item = null;
        return false;
    }
}
