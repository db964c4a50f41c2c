using System.Buffers.Binary;

namespace Gatehouse.Capture.Pcapng;

/// <summary>Reads the numbers of a section in the byte order its header tells.</summary>
/// <param name="BigEndian">Most significant octet first.</param>
internal readonly record struct ByteOrder(bool BigEndian)
{
    /// <summary>Reads 16 bits.</summary>
    public ushort UInt16(ReadOnlySpan<byte> octets) =>
        BigEndian ? BinaryPrimitives.ReadUInt16BigEndian(octets) : BinaryPrimitives.ReadUInt16LittleEndian(octets);

    /// <summary>Reads 32 bits.</summary>
    public uint UInt32(ReadOnlySpan<byte> octets) =>
        BigEndian ? BinaryPrimitives.ReadUInt32BigEndian(octets) : BinaryPrimitives.ReadUInt32LittleEndian(octets);

    /// <summary>Reads 64 bits.</summary>
    public ulong UInt64(ReadOnlySpan<byte> octets) =>
        BigEndian ? BinaryPrimitives.ReadUInt64BigEndian(octets) : BinaryPrimitives.ReadUInt64LittleEndian(octets);
}
