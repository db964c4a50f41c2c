using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Radius;

/// <summary>
/// RADIUS packet (RFC 2865 section 3), big-endian: code (1 octet), identifier (1), length (2), authenticator (16), attributes.
/// An attribute (section 5) is type (1 octet), length of the whole attribute (1), value. A view; of the attributes it gives the EAP
/// packet alone, so no name or password.
/// </summary>
public readonly ref struct RadiusPacket
{
    /// <summary>Octets before the attributes; the least a packet has.</summary>
    public const int HeaderLength = 20;

    /// <summary>Most octets of a packet (RFC 2865 section 3).</summary>
    public const int MaxLength = 4096;

    private const int LengthField = 2;
    private const int AttributeHeaderLength = 2;
    private const byte EapMessage = 79;

    private readonly ReadOnlySpan<byte> _bytes;

    private RadiusPacket(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether there is no header to read; all other members then must not be used.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>What the packet is.</summary>
    public RadiusCode Code => (RadiusCode)_bytes[0];

    /// <summary>Matches a reply to its request.</summary>
    public byte Identifier => _bytes[1];

    /// <summary>Reads a packet from the payload of a UDP datagram.</summary>
    /// <param name="data">The payload; octets beyond the length field are padding (RFC 2865 section 3).</param>
    /// <param name="packet">The packet.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>
    /// NeedMoreData when the packet ends beyond <paramref name="data"/>: with 20 octets or more, the header and the complete
    /// attributes before the cut can be read all the same. InvalidData when the length is not 20 to 4096, or an attribute's
    /// length is below 2 or leaves the packet.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out RadiusPacket packet, out ParseError error)
    {
        packet = default;
        error = default;
        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data[LengthField..]);
        if (length is < HeaderLength or > MaxLength)
        {
            error = new ParseError(length < HeaderLength ? ParseErrorKind.BadLength : ParseErrorKind.LimitExceeded, LengthField);
            return OperationStatus.InvalidData;
        }

        int offset = HeaderLength;
        while (offset < length && offset < data.Length - 1)
        {
            int attribute = data[offset + 1];
            if (attribute < AttributeHeaderLength || offset + attribute > length)
            {
                error = new ParseError(ParseErrorKind.BadLength, offset + 1);
                return OperationStatus.InvalidData;
            }

            offset += attribute;
        }

        if (offset < length && data.Length >= length)
        {
            error = new ParseError(ParseErrorKind.TrailingData, offset);
            return OperationStatus.InvalidData;
        }

        packet = new RadiusPacket(data[..Math.Min(length, data.Length)]);
        return length > data.Length ? OperationStatus.NeedMoreData : OperationStatus.Done;
    }

    /// <summary>Joins the EAP-Message attributes, which split one EAP packet into pieces of 253 octets (RFC 3579 section 3.1).</summary>
    /// <param name="buffer">Receives the EAP packet; <see cref="MaxLength"/> octets always suffice.</param>
    /// <returns>The part of <paramref name="buffer"/> that was filled; empty when there is no EAP-Message.</returns>
    public ReadOnlySpan<byte> CopyEapMessage(Span<byte> buffer)
    {
        int length = 0;
        ReadOnlySpan<byte> rest = _bytes[HeaderLength..];

        // Only the last attribute can be cut, and only when the packet is: Read checked every length that is there.
        while (rest.Length >= AttributeHeaderLength && rest[1] <= rest.Length)
        {
            ReadOnlySpan<byte> value = rest[AttributeHeaderLength..rest[1]];
            if (rest[0] == EapMessage && value.TryCopyTo(buffer[length..]))
            {
                length += value.Length;
            }

            rest = rest[rest[1]..];
        }

        return buffer[..length];
    }
}
