namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>
/// Puts the beginning of one direction in order. Octets in order pass straight through; octets ahead of a hole wait, in a
/// few small copies; when more would have to wait than the limits of the stream or of its source allow, the stream is given up.
/// </summary>
/// <param name="start">The first sequence number of the stream.</param>
/// <param name="consumer">Takes the octets in order.</param>
/// <param name="budget">What all streams of the source together may let wait.</param>
internal sealed class StreamAssembler(uint start, IStreamConsumer consumer, OctetBudget budget)
{
    internal const int MostWaiting = 64;
    internal const int MostWaitingOctets = 128 * 1024;

    /// <summary>What a copy costs beside its octets: array header, list entry.</summary>
    internal const int CostOfCopy = 96;

    private List<(uint Sequence, byte[] Octets, long Frame)>? _waiting;
    private uint _next = start;
    private int _waitingOctets;

    /// <summary>Whether the stream was given up, or nobody wants more of it.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Takes one segment and hands on what is in order now.</summary>
    public void Take(uint sequence, ReadOnlySpan<byte> payload, bool isCut, long frame)
    {
        if (IsClosed || payload.IsEmpty)
        {
            return;
        }

        int behind = (int)(_next - sequence);
        if (behind >= payload.Length)
        {
            return;
        }

        if (behind < 0)
        {
            Keep(sequence, payload, isCut, frame);
            return;
        }

        Deliver(payload[behind..], frame);
        if (isCut)
        {
            Close();
            return;
        }

        while (!IsClosed && _waiting is not null && TakeWaiting(_waiting, out byte[] octets, out int skip, out long waitingFrame))
        {
            Deliver(octets.AsSpan(skip), waitingFrame);
        }
    }

    /// <summary>Gives the stream up and frees what waits.</summary>
    public void Close()
    {
        IsClosed = true;
        budget.Return(_waitingOctets + ((_waiting?.Count ?? 0) * CostOfCopy));
        _waiting = null;
        _waitingOctets = 0;
    }

    private void Deliver(ReadOnlySpan<byte> octets, long frame)
    {
        _next += (uint)octets.Length;
        if (!consumer.Consume(octets, frame))
        {
            Close();
        }
    }

    private void Keep(uint sequence, ReadOnlySpan<byte> payload, bool isCut, long frame)
    {
        _waiting ??= [];
        if (isCut || _waiting.Count >= MostWaiting || _waitingOctets + payload.Length > MostWaitingOctets
            || !budget.TryTake(payload.Length + CostOfCopy))
        {
            Close();
            return;
        }

        _waiting.Add((sequence, payload.ToArray(), frame));
        _waitingOctets += payload.Length;
    }

    private bool TakeWaiting(List<(uint Sequence, byte[] Octets, long Frame)> all, out byte[] octets, out int skip, out long frame)
    {
        for (int i = 0; i < all.Count; i++)
        {
            (uint sequence, byte[] waiting, long waitingFrame) = all[i];
            int behind = (int)(_next - sequence);
            if (behind < 0)
            {
                continue;
            }

            all.RemoveAt(i--);
            _waitingOctets -= waiting.Length;
            budget.Return(waiting.Length + CostOfCopy);
            if (behind < waiting.Length)
            {
                (octets, skip, frame) = (waiting, behind, waitingFrame);
                return true;
            }
        }

        (octets, skip, frame) = ([], 0, 0);
        return false;
    }
}
