using System.Buffers.Binary;

namespace Gatehouse.Wire;

/// <summary>
/// A cursor over octets in network byte order that only moves forward. Every read either succeeds completely or
/// leaves the cursor where it was and returns <see langword="false"/>; it never reads past its own end.
/// </summary>
/// <param name="data">The octets to read.</param>
internal ref struct SpanReader(ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _data = data;

    /// <summary>Octets consumed so far.</summary>
    public int Position { get; private set; }

    /// <summary>Octets not yet consumed.</summary>
    public readonly int Remaining => _data.Length - Position;

    /// <summary>Reads one octet.</summary>
    public bool TryReadByte(out byte value)
    {
        if (Remaining < 1)
        {
            value = 0;
            return false;
        }

        value = _data[Position++];
        return true;
    }

    /// <summary>Reads a 16-bit big-endian number.</summary>
    public bool TryReadUInt16(out ushort value)
    {
        if (!BinaryPrimitives.TryReadUInt16BigEndian(_data[Position..], out value))
        {
            return false;
        }

        Position += 2;
        return true;
    }

    /// <summary>Reads a 24-bit big-endian number, as TLS uses for handshake lengths.</summary>
    public bool TryReadUInt24(out int value)
    {
        if (Remaining < 3)
        {
            value = 0;
            return false;
        }

        value = (_data[Position] << 16) | (_data[Position + 1] << 8) | _data[Position + 2];
        Position += 3;
        return true;
    }

    /// <summary>Takes exactly <paramref name="length"/> octets.</summary>
    public bool TryTake(int length, out ReadOnlySpan<byte> bytes)
    {
        if (length < 0 || length > Remaining)
        {
            bytes = default;
            return false;
        }

        bytes = _data.Slice(Position, length);
        Position += length;
        return true;
    }

    /// <summary>Skips octets.</summary>
    public bool TrySkip(int length) => TryTake(length, out _);
}
