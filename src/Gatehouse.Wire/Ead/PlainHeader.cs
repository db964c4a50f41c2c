using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// The header our compatibility mode puts in front of a plain document (docs/protocol.md), big-endian: head id (4 octets), type (2), flags (2),
/// id (4), octets of the document before compression (4). Other products' headers are not published; client logs name head id, type and id.
/// </summary>
public readonly ref struct PlainHeader
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 16;

    private const int TypeField = 4;
    private const int FlagsField = 6;
    private const int IdField = 8;
    private const int LengthField = 12;
    private const ushort CompressedFlag = 0x0001;

    private readonly ReadOnlySpan<byte> _bytes;

    private PlainHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Chosen by the client for the conversation; logs print it in hexadecimal.</summary>
    public uint HeadId => BinaryPrimitives.ReadUInt32BigEndian(_bytes);

    /// <summary>Number of the packet.</summary>
    public EadPacketType Type => (EadPacketType)BinaryPrimitives.ReadUInt16BigEndian(_bytes[TypeField..]);

    /// <summary>Whether the document is compressed (zlib, RFC 1950).</summary>
    public bool IsCompressed => (BinaryPrimitives.ReadUInt16BigEndian(_bytes[FlagsField..]) & CompressedFlag) != 0;

    /// <summary>Chosen by the client for the exchange; logs print it in decimal.</summary>
    public uint Id => BinaryPrimitives.ReadUInt32BigEndian(_bytes[IdField..]);

    /// <summary>Octets of the document before compression; not checked against what follows.</summary>
    public uint Length => BinaryPrimitives.ReadUInt32BigEndian(_bytes[LengthField..]);

    /// <summary>Reads the header at the start of a UDP payload.</summary>
    /// <returns>NeedMoreData under 16 octets; never InvalidData, since nothing marks such a header.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> payload, out PlainHeader header)
    {
        header = default;
        if (payload.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        header = new PlainHeader(payload[..HeaderLength]);
        return OperationStatus.Done;
    }

    /// <summary>Writes a header.</summary>
    /// <param name="destination">At least 16 octets.</param>
    /// <param name="headId">Chosen by the client for the conversation.</param>
    /// <param name="type">Number of the packet.</param>
    /// <param name="isCompressed">Whether the document is compressed.</param>
    /// <param name="id">Chosen by the client for the exchange.</param>
    /// <param name="length">Octets of the document before compression.</param>
    public static void Write(Span<byte> destination, uint headId, EadPacketType type, bool isCompressed, uint id, uint length)
    {
        BinaryPrimitives.WriteUInt32BigEndian(destination, headId);
        BinaryPrimitives.WriteUInt16BigEndian(destination[TypeField..], (ushort)type);
        BinaryPrimitives.WriteUInt16BigEndian(destination[FlagsField..], isCompressed ? CompressedFlag : (ushort)0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[IdField..], id);
        BinaryPrimitives.WriteUInt32BigEndian(destination[LengthField..], length);
    }
}
