namespace Gatehouse.Protocol.Segments;

/// <summary>
/// Sends a message in flights: at most <see cref="MaxSegments"/> segments that the other end lacks, the last one asking for an answer. What the
/// other end holds is what it last said; another node, or one that was started anew, says for itself what it lacks.
/// </summary>
internal sealed class SegmentFlight(MessageBody body)
{
    /// <summary>Segments sent before the other end is heard.</summary>
    public const int MaxSegments = 16;

    private readonly SegmentSet _held = new(body.SegmentCount);
    private int _next;
    private int _left;

    /// <summary>The message.</summary>
    public MessageBody Body => body;

    /// <summary>Whether segments of a flight are still to be sent.</summary>
    public bool IsUnderway => _left > 0;

    /// <summary>Whether the other end holds all.</summary>
    public bool IsDelivered => _held.IsFull;

    /// <summary>Begins a flight of what the other end lacks, in place of one under way.</summary>
    public void Begin()
    {
        _next = 0;
        _left = Math.Min(MaxSegments, body.SegmentCount - _held.Count);
    }

    /// <summary>Sends no more of the flight.</summary>
    public void Stop() => _left = 0;

    /// <summary>The next segment of the flight.</summary>
    /// <param name="index">Which.</param>
    /// <param name="isLast">Whether it is to ask for an answer.</param>
    /// <returns>False when the flight is over.</returns>
    public bool TryNext(out int index, out bool isLast)
    {
        while (_left > 0 && _next < body.SegmentCount)
        {
            index = _next++;
            if (!_held.Contains(index))
            {
                _left--;
                isLast = _left == 0;
                return true;
            }
        }

        _left = 0;
        index = 0;
        isLast = false;
        return false;
    }

    /// <summary>Takes what the other end says it holds.</summary>
    /// <returns>Whether it holds more than before.</returns>
    public bool Acknowledge(in SegmentReceipt receipt)
    {
        int before = _held.Count;
        bool isSameMessage = receipt.Count == body.SegmentCount && receipt.Digest == body.Digest;
        _held.Replace(isSameMessage ? receipt.Bitmap : default);
        return _held.Count > before;
    }
}
