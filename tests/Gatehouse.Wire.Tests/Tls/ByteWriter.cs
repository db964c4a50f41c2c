namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Writes big-endian numbers and nested vectors for hand-built messages.</summary>
internal sealed class ByteWriter
{
    private readonly List<byte> _bytes = [];

    public byte[] ToArray() => [.. _bytes];

    public ByteWriter U8(int value)
    {
        _bytes.Add((byte)value);
        return this;
    }

    public ByteWriter U16(int value) => U8(value >> 8).U8(value);

    public ByteWriter U24(int value) => U8(value >> 16).U16(value);

    public ByteWriter Raw(params ReadOnlySpan<byte> bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public ByteWriter Numbers(params ReadOnlySpan<ushort> numbers)
    {
        foreach (ushort number in numbers)
        {
            U16(number);
        }

        return this;
    }

    public ByteWriter Vector8(byte[] content) => U8(content.Length).Raw(content);

    public ByteWriter Vector16(byte[] content) => U16(content.Length).Raw(content);

    public ByteWriter Vector24(byte[] content) => U24(content.Length).Raw(content);

    public static byte[] Of(Action<ByteWriter> write)
    {
        ByteWriter writer = new();
        write(writer);
        return writer.ToArray();
    }
}
