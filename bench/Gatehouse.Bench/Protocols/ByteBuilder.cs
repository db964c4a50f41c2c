using System.Buffers.Binary;
using System.Text;

namespace Gatehouse.Bench.Protocols;

/// <summary>Grows a message; big-endian, with lengths filled in once their content is known.</summary>
internal sealed class ByteBuilder
{
    private byte[] _octets = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public ByteBuilder U8(int value)
    {
        Take(1)[0] = (byte)value;
        return this;
    }

    public ByteBuilder U16(int value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(Take(2), (ushort)value);
        return this;
    }

    public ByteBuilder Bytes(ReadOnlySpan<byte> value)
    {
        value.CopyTo(Take(value.Length));
        return this;
    }

    public ByteBuilder Text(string value)
    {
        Encoding.ASCII.GetBytes(value, Take(value.Length));
        return this;
    }

    public ByteBuilder Random(Output.Xorshift random, int length)
    {
        random.Fill(Take(length));
        return this;
    }

    /// <summary>Opens a vector whose length has <paramref name="width"/> octets; returns the mark for <see cref="Close"/>.</summary>
    public int Open(int width)
    {
        Take(width).Clear();
        return Length;
    }

    public ByteBuilder Close(int mark, int width)
    {
        int length = Length - mark;
        for (int i = 1; i <= width; i++, length >>= 8)
        {
            _octets[mark - i] = (byte)length;
        }

        return this;
    }

    private Span<byte> Take(int count)
    {
        if (Length + count > _octets.Length)
        {
            Array.Resize(ref _octets, Math.Max(_octets.Length * 2, Length + count));
        }

        Length += count;
        return _octets.AsSpan(Length - count, count);
    }
}
