using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Tests.Common.Captures;

/// <summary>Collects octets, numbers in one chosen byte order.</summary>
internal sealed class ByteOrderWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    /// <summary>Whether numbers are written most significant octet first.</summary>
    public bool BigEndian { get; set; }

    /// <summary>Octets written so far.</summary>
    public int Length => _bytes.WrittenCount;

    public ByteOrderWriter UInt16(ushort value)
    {
        Span<byte> octets = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(octets, BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Bytes(octets);
    }

    public ByteOrderWriter UInt32(uint value)
    {
        Span<byte> octets = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(octets, BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Bytes(octets);
    }

    public ByteOrderWriter UInt64(ulong value)
    {
        Span<byte> octets = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(octets, BigEndian ? BinaryPrimitives.ReverseEndianness(value) : value);
        return Bytes(octets);
    }

    public ByteOrderWriter Bytes(ReadOnlySpan<byte> octets)
    {
        _bytes.Write(octets);
        return this;
    }

    /// <summary>Zeros up to the next multiple of four octets.</summary>
    public ByteOrderWriter Pad()
    {
        while (_bytes.WrittenCount % 4 != 0)
        {
            _bytes.Write<byte>([0]);
        }

        return this;
    }

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();
}
