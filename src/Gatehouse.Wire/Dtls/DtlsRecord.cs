using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Dtls;

/// <summary>
/// One DTLS 1.0 or 1.2 record (RFC 6347 section 4.1): type 1 octet, version 2, epoch 2, sequence number 6, length 2, all
/// big-endian, then the body. Records of DTLS 1.3 have this form until they are encrypted.
/// </summary>
public readonly ref struct DtlsRecord
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 13;

    private const int SequenceOffset = 5;
    private const int LengthOffset = 11;

    private readonly ReadOnlySpan<byte> _octets;

    private DtlsRecord(ReadOnlySpan<byte> octets) => _octets = octets;

    /// <summary>The content type.</summary>
    public TlsContentType Type => (TlsContentType)_octets[0];

    /// <summary>The version field: 0xFEFF for DTLS 1.0 and first hellos, 0xFEFD for DTLS 1.2.</summary>
    public ushort Version => BinaryPrimitives.ReadUInt16BigEndian(_octets[1..]);

    /// <summary>How often the keys changed; records of epoch 0 are in the clear.</summary>
    public ushort Epoch => BinaryPrimitives.ReadUInt16BigEndian(_octets[3..]);

    /// <summary>The sequence number within the epoch, 48 bits.</summary>
    public long SequenceNumber =>
        ((long)BinaryPrimitives.ReadUInt16BigEndian(_octets[SequenceOffset..]) << 32)
        | BinaryPrimitives.ReadUInt32BigEndian(_octets[(SequenceOffset + 2)..]);

    /// <summary>The body.</summary>
    public ReadOnlySpan<byte> Body => _octets[HeaderLength..];

    /// <summary>Header and body, in octets.</summary>
    public int TotalLength => _octets.Length;

    /// <summary>Reads the record at the start of <paramref name="data"/>; octets after it belong to the next record.</summary>
    /// <returns>
    /// NeedMoreData when header or body is cut short; InvalidData with BadType for an unknown content type, BadVersion for a
    /// version that is not of DTLS 1.0 to 1.3, BadLength for a body longer than any version allows.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out DtlsRecord record, out ParseError error)
    {
        record = default;
        error = default;
        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        if ((TlsContentType)data[0] is < TlsContentType.ChangeCipherSpec or > TlsContentType.Heartbeat)
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(data[1..])
            is not (TlsVersions.Dtls10 or TlsVersions.Dtls12 or TlsVersions.Dtls13))
        {
            error = new ParseError(ParseErrorKind.BadVersion, 1);
            return OperationStatus.InvalidData;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data[LengthOffset..]);
        if (length > TlsRecordHeader.MaxBodyLength)
        {
            error = new ParseError(ParseErrorKind.BadLength, LengthOffset);
            return OperationStatus.InvalidData;
        }

        if (data.Length < HeaderLength + length)
        {
            return OperationStatus.NeedMoreData;
        }

        record = new DtlsRecord(data[..(HeaderLength + length)]);
        return OperationStatus.Done;
    }
}
