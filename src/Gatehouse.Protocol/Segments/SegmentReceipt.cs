using System.Buffers.Binary;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Segments;

/// <summary>
/// What one end holds of a message (docs/protocol.md), big-endian: exchange (16 octets), message (1), flags (1), digest (8), count (2) and the
/// bitmap. A count of 0 says that nothing is held. The server's acknowledgement is one, and so is the client's query.
/// </summary>
internal readonly ref struct SegmentReceipt
{
    /// <summary>Octets in front of the bitmap.</summary>
    public const int FixedLength = 28;

    /// <summary>Octets of the longest receipt.</summary>
    public const int MaxLength = FixedLength + SegmentSet.MaxBitmap;

    private const int MessageField = 16;
    private const int FlagsField = 17;
    private const int DigestField = 18;
    private const int CountField = 26;
    private const byte EvaluatingFlag = 0x01;

    /// <summary>The exchange; all zero for a message outside of any.</summary>
    public required Guid Exchange { get; init; }

    /// <summary>The message it is about.</summary>
    public required CheckMessage Message { get; init; }

    /// <summary>Whether the message is complete and its answer not ready yet.</summary>
    public bool IsEvaluating { get; init; }

    /// <summary>Digest of the encoding it is about; 0 when nothing is held.</summary>
    public ulong Digest { get; init; }

    /// <summary>Segments of the message; 0 when nothing is held.</summary>
    public int Count { get; init; }

    /// <summary>Which of them are held.</summary>
    public ReadOnlySpan<byte> Bitmap { get; init; }

    /// <summary>Reads a receipt.</summary>
    /// <returns>False when it is cut, has octets left over, or more segments than a message may have.</returns>
    public static bool TryRead(ReadOnlySpan<byte> content, out SegmentReceipt receipt)
    {
        receipt = default;
        if (content.Length < FixedLength)
        {
            return false;
        }

        int count = BinaryPrimitives.ReadUInt16BigEndian(content[CountField..]);
        if (count > MessageBody.MaxSegments || content.Length != FixedLength + SegmentSet.BitmapLength(count))
        {
            return false;
        }

        receipt = new SegmentReceipt
        {
            Exchange = new Guid(content[..MessageField], bigEndian: true),
            Message = (CheckMessage)content[MessageField],
            IsEvaluating = (content[FlagsField] & EvaluatingFlag) != 0,
            Digest = BinaryPrimitives.ReadUInt64BigEndian(content[DigestField..]),
            Count = count,
            Bitmap = content[FixedLength..],
        };
        return true;
    }

    /// <summary>Writes the receipt.</summary>
    /// <returns>Octets written.</returns>
    public int Write(Span<byte> destination)
    {
        Exchange.TryWriteBytes(destination, bigEndian: true, out _);
        destination[MessageField] = (byte)Message;
        destination[FlagsField] = IsEvaluating ? EvaluatingFlag : (byte)0;
        BinaryPrimitives.WriteUInt64BigEndian(destination[DigestField..], Digest);
        BinaryPrimitives.WriteUInt16BigEndian(destination[CountField..], (ushort)Count);
        Bitmap.CopyTo(destination[FixedLength..]);
        return FixedLength + Bitmap.Length;
    }
}
