namespace Gatehouse.Protocol.Client;

/// <summary>What the server began lately, so that each is acted on once however often it comes.</summary>
internal sealed class PushLog
{
    /// <summary>Identifiers remembered; a server has no reason to begin as many in two minutes.</summary>
    public const int Size = 64;

    private readonly Queue<Guid> _order = new();
    private readonly HashSet<Guid> _seen = [];

    /// <summary>Takes an identifier.</summary>
    /// <returns>False when it was taken before.</returns>
    public bool TryTake(Guid id)
    {
        if (!_seen.Add(id))
        {
            return false;
        }

        _order.Enqueue(id);
        if (_order.Count > Size)
        {
            _seen.Remove(_order.Dequeue());
        }

        return true;
    }
}
