namespace Gatehouse.Protocol.Sessions;

/// <summary>
/// The server's keys: the current one makes tokens and proofs, all of them open and check. Immutable; a rotation makes a new ring. A key is added
/// to every node as an older one before it becomes current anywhere, and stays until the last token made with it has expired.
/// </summary>
public sealed class ServerKeyRing
{
    /// <summary>Keys in a ring: the current one, the next and those whose tokens are still alive.</summary>
    public const int MaxKeys = 8;

    private readonly ServerKey[] _keys;

    /// <summary>Makes a ring.</summary>
    /// <param name="current">The key that makes tokens and proofs.</param>
    /// <param name="others">Keys that are only accepted.</param>
    /// <exception cref="ArgumentException">More than eight keys, or two with one id.</exception>
    public ServerKeyRing(ServerKey current, params ReadOnlySpan<ServerKey> others)
    {
        ArgumentNullException.ThrowIfNull(current);
        _keys = [current, .. others];
        if (_keys.Length > MaxKeys || _keys.DistinctBy(key => key.Id).Count() != _keys.Length)
        {
            throw new ArgumentException($"a ring holds at most {MaxKeys} keys with different ids", nameof(others));
        }
    }

    /// <summary>The key that makes tokens and proofs.</summary>
    public ServerKey Current => _keys[0];

    /// <summary>The key of that id; null when the ring does not have it.</summary>
    internal ServerKey? Find(uint id)
    {
        foreach (ServerKey key in _keys)
        {
            if (key.Id == id)
            {
                return key;
            }
        }

        return null;
    }
}
