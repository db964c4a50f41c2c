using System.Buffers;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// Gathers a message whose octets arrive in pieces. It grows with what has arrived, not with what a length field
/// promises, and gives its memory back when the message is done.
/// </summary>
internal struct PieceBuffer
{
    private const int SmallestArray = 512;

    private byte[]? _array;

    /// <summary>Octets gathered.</summary>
    public int Count { get; private set; }

    /// <summary>The octets gathered.</summary>
    public readonly ReadOnlySpan<byte> Span => _array.AsSpan(0, Count);

    /// <summary>Adds a piece.</summary>
    public void Append(ReadOnlySpan<byte> piece)
    {
        int needed = Count + piece.Length;
        if (_array is null || _array.Length < needed)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(SmallestArray, Math.Max(needed, 2 * Count)));
            Span.CopyTo(larger);
            Return();
            _array = larger;
        }

        piece.CopyTo(_array.AsSpan(Count));
        Count = needed;
    }

    /// <summary>Forgets the octets and gives the memory back.</summary>
    public void Clear()
    {
        Return();
        _array = null;
        Count = 0;
    }

    private readonly void Return()
    {
        if (_array is not null)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }
    }
}
