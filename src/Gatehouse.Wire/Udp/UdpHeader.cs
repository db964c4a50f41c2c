using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Udp;

/// <summary>UDP header (RFC 768), big-endian: source port (2 octets), destination port (2), length (2), checksum (2).</summary>
public readonly ref struct UdpHeader
{
    /// <summary>Octets of the header.</summary>
    public const int HeaderLength = 8;

    private const int LengthField = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private UdpHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Source port; 0 when the sender expects no answer.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>Destination port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>
    /// Header plus payload, in octets, as sent: at least 8, or 0 for a jumbogram (RFC 2675 section 4) or a datagram that the
    /// network card was left to segment.
    /// </summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_bytes[LengthField..]);

    /// <summary>The payload as far as it was captured, never beyond <see cref="Length"/>.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[HeaderLength..];

    /// <summary>Reads a header from the payload of an IP packet or a first fragment.</summary>
    /// <param name="data">The captured IP payload.</param>
    /// <param name="header">The header; empty unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>NeedMoreData under 8 octets; InvalidData when the length is 1 to 7, or 0 without any payload.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out UdpHeader header, out ParseError error)
    {
        header = default;
        error = default;
        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data[LengthField..]);
        if (length == 0 && data.Length > HeaderLength)
        {
            length = data.Length;
        }

        if (length < HeaderLength)
        {
            error = new ParseError(ParseErrorKind.BadLength, LengthField);
            return OperationStatus.InvalidData;
        }

        header = new UdpHeader(data[..Math.Min(length, data.Length)]);
        return OperationStatus.Done;
    }
}
