using System.Buffers.Binary;

namespace Gatehouse.Protocol.Segments;

/// <summary>
/// In front of a segment's octets (docs/protocol.md), big-endian: exchange (16 octets), flags (1), index (2), count (2), octets of the message
/// before compression (4), the first 8 octets of SHA-256 over the message as it travels (8).
/// </summary>
internal readonly record struct SegmentHeader(Guid Exchange, SegmentFlags Flags, int Index, int Count, int RawLength, ulong Digest)
{
    /// <summary>Octets of the header.</summary>
    public const int Length = 33;

    private const int FlagsField = 16;
    private const int IndexField = 17;
    private const int CountField = 19;
    private const int RawLengthField = 21;
    private const int DigestField = 25;

    /// <summary>Reads a segment.</summary>
    /// <returns>False when the numbers contradict each other or the limits, or the octets do not have the length their place asks for.</returns>
    public static bool TryRead(ReadOnlySpan<byte> content, out SegmentHeader header, out ReadOnlySpan<byte> octets)
    {
        header = default;
        octets = default;
        if (content.Length < Length)
        {
            return false;
        }

        header = new SegmentHeader(
            new Guid(content[..FlagsField], bigEndian: true),
            (SegmentFlags)content[FlagsField],
            BinaryPrimitives.ReadUInt16BigEndian(content[IndexField..]),
            BinaryPrimitives.ReadUInt16BigEndian(content[CountField..]),
            BinaryPrimitives.ReadInt32BigEndian(content[RawLengthField..]),
            BinaryPrimitives.ReadUInt64BigEndian(content[DigestField..]));
        octets = content[Length..];
        return header.Count is > 0 and <= MessageBody.MaxSegments
            && header.Index < header.Count
            && header.RawLength is >= 0 and <= MessageBody.MaxOctets
            && octets.Length <= MessageBody.SegmentOctets
            && (header.Index == header.Count - 1
                ? octets.Length > 0 || header.Count == 1
                : octets.Length == MessageBody.SegmentOctets);
    }

    /// <summary>Writes the header.</summary>
    public void Write(Span<byte> destination)
    {
        Exchange.TryWriteBytes(destination, bigEndian: true, out _);
        destination[FlagsField] = (byte)Flags;
        BinaryPrimitives.WriteUInt16BigEndian(destination[IndexField..], (ushort)Index);
        BinaryPrimitives.WriteUInt16BigEndian(destination[CountField..], (ushort)Count);
        BinaryPrimitives.WriteInt32BigEndian(destination[RawLengthField..], RawLength);
        BinaryPrimitives.WriteUInt64BigEndian(destination[DigestField..], Digest);
    }
}
