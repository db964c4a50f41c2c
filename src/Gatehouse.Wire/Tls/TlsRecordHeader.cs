using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// The header of a TLS record (RFC 8446 section 5.1, RFC 5246 section 6.2.1): content type, legacy version, length of the
/// body; 5 octets, big-endian.
/// </summary>
/// <param name="Type">The content type.</param>
/// <param name="Version">The version field, 0x0300 to 0x03FF; it says little about the version agreed on.</param>
/// <param name="Length">Octets of the body, 0 to <see cref="MaxBodyLength"/>.</param>
internal readonly record struct TlsRecordHeader(TlsContentType Type, ushort Version, int Length)
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 5;

    /// <summary>The longest body any version allows: TLSCiphertext of TLS 1.2, 2^14 + 2048 octets (RFC 5246 section 6.2.3).</summary>
    public const int MaxBodyLength = (1 << 14) + 2048;

    /// <summary>Reads the header at the start of <paramref name="data"/>.</summary>
    /// <returns>
    /// NeedMoreData under 5 octets; InvalidData with BadType for an unknown content type, BadVersion when the major version
    /// is not 3, and BadLength when the body is longer than any version allows, or empty where an empty one is forbidden.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out TlsRecordHeader header, out ParseError error)
    {
        header = default;
        error = default;
        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        var type = (TlsContentType)data[0];
        if (type is < TlsContentType.ChangeCipherSpec or > TlsContentType.Heartbeat)
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        if (data[1] != 3)
        {
            error = new ParseError(ParseErrorKind.BadVersion, 1);
            return OperationStatus.InvalidData;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data[3..]);
        bool mayBeEmpty = type is TlsContentType.ApplicationData;
        if (length > MaxBodyLength || (length == 0 && !mayBeEmpty))
        {
            error = new ParseError(ParseErrorKind.BadLength, 3);
            return OperationStatus.InvalidData;
        }

        header = new TlsRecordHeader(type, BinaryPrimitives.ReadUInt16BigEndian(data[1..]), length);
        return OperationStatus.Done;
    }
}
