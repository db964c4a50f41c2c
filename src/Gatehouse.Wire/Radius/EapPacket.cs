using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Radius;

/// <summary>
/// EAP packet (RFC 3748 section 4), big-endian: code (1 octet), identifier (1), length (2), and in requests and responses a type
/// (1) and its data. Methods built on TLS (RFC 5216 section 3.1) put flags (1) and, with the L flag, the length of the whole TLS
/// message (4) before a fragment of it.
/// </summary>
public readonly ref struct EapPacket
{
    private const int HeaderLength = 4;
    private const int TypeField = 4;
    private const int FlagsField = 5;
    private const int TlsLengthField = 6;
    private const int LengthField = 2;
    private const byte LengthIncluded = 0x80;

    private readonly ReadOnlySpan<byte> _bytes;

    private EapPacket(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>What the packet is.</summary>
    public EapCode Code => (EapCode)_bytes[0];

    /// <summary>The method; <see cref="EapType.None"/> in Success and Failure.</summary>
    public EapType Type => HasType(_bytes) ? (EapType)_bytes[TypeField] : EapType.None;

    /// <summary>Reads a packet.</summary>
    /// <param name="data">The EAP packet; octets beyond its length are link padding.</param>
    /// <param name="packet">The packet; empty unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>
    /// NeedMoreData when the packet ends beyond <paramref name="data"/>; InvalidData when the length is too short for the code,
    /// the flags or the TLS message length.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out EapPacket packet, out ParseError error)
    {
        packet = default;
        error = default;
        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data[LengthField..]);
        if (length < HeaderLength || (length == HeaderLength && (EapCode)data[0] is EapCode.Request or EapCode.Response))
        {
            error = new ParseError(ParseErrorKind.BadLength, LengthField);
            return OperationStatus.InvalidData;
        }

        if (data.Length < length)
        {
            return OperationStatus.NeedMoreData;
        }

        ReadOnlySpan<byte> bytes = data[..length];
        if (HasType(bytes) && IsTlsMethod((EapType)bytes[TypeField])
            && (length <= FlagsField || length < TlsFragmentField(bytes[FlagsField])))
        {
            error = new ParseError(ParseErrorKind.BadLength, LengthField);
            return OperationStatus.InvalidData;
        }

        packet = new EapPacket(bytes);
        return OperationStatus.Done;
    }

    private static bool HasType(ReadOnlySpan<byte> bytes) =>
        (EapCode)bytes[0] is EapCode.Request or EapCode.Response && bytes.Length > TypeField;

    private static bool IsTlsMethod(EapType type) =>
        type is EapType.Tls or EapType.Ttls or EapType.Peap or EapType.Fast or EapType.Teap;

    private static int TlsFragmentField(byte flags) => (flags & LengthIncluded) != 0 ? TlsLengthField + 4 : TlsLengthField;
}
