namespace Gatehouse.Protocol.Segments;

/// <summary>Which segments of a message somebody holds; as a bitmap, segment i in bit i mod 8 of octet i / 8, the lowest bit first.</summary>
internal sealed class SegmentSet
{
    /// <summary>Octets of the longest bitmap.</summary>
    public const int MaxBitmap = (MessageBody.MaxSegments + 7) / 8;

    private readonly byte[] _bits;

    /// <summary>An empty set for a message of that many segments.</summary>
    public SegmentSet(int size)
    {
        Size = size;
        _bits = new byte[BitmapLength(size)];
    }

    /// <summary>Segments of the message.</summary>
    public int Size { get; }

    /// <summary>Segments held.</summary>
    public int Count { get; private set; }

    /// <summary>Whether all are held.</summary>
    public bool IsFull => Count == Size;

    /// <summary>The bitmap.</summary>
    public ReadOnlySpan<byte> Bitmap => _bits;

    /// <summary>Octets of the bitmap of a message of that many segments.</summary>
    public static int BitmapLength(int size) => (size + 7) / 8;

    /// <summary>Whether a bitmap holds a segment; false beyond its end.</summary>
    public static bool Contains(ReadOnlySpan<byte> bitmap, int index) => index / 8 < bitmap.Length && (bitmap[index / 8] >> (index % 8) & 1) != 0;

    /// <summary>Whether it is held.</summary>
    public bool Contains(int index) => Contains(_bits, index);

    /// <summary>Adds a segment.</summary>
    /// <returns>False when it was held already.</returns>
    public bool Add(int index)
    {
        if (Contains(index))
        {
            return false;
        }

        _bits[index / 8] |= (byte)(1 << (index % 8));
        Count++;
        return true;
    }

    /// <summary>Becomes what a bitmap says.</summary>
    public void Replace(ReadOnlySpan<byte> bitmap)
    {
        _bits.AsSpan().Clear();
        Count = 0;
        for (int index = 0; index < Size; index++)
        {
            if (Contains(bitmap, index))
            {
                Add(index);
            }
        }
    }
}
