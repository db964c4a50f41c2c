using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Radius;

/// <summary>
/// RADIUS packet (RFC 2865 section 3), big-endian: code (1 octet), identifier (1), length (2), authenticator (16), attributes.
/// A view; it gives the length of a user name, never the name.
/// </summary>
public readonly ref struct RadiusPacket
{
    /// <summary>Octets before the attributes; the least a packet has.</summary>
    public const int HeaderLength = 20;

    /// <summary>Most octets of a packet (RFC 2865 section 3).</summary>
    public const int MaxLength = 4096;

    private const int LengthField = 2;
    private const int AuthenticatorField = 4;

    private readonly ReadOnlySpan<byte> _bytes;

    private RadiusPacket(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    /// <summary>Whether there is no header to read; all other members then must not be used.</summary>
    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>What the packet is.</summary>
    public RadiusCode Code => (RadiusCode)_bytes[0];

    /// <summary>Matches a reply to its request.</summary>
    public byte Identifier => _bytes[1];

    /// <summary>Octets of the whole packet, 20 to 4096.</summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_bytes[LengthField..]);

    /// <summary>Request or response authenticator, 16 octets.</summary>
    public ReadOnlySpan<byte> Authenticator => _bytes[AuthenticatorField..HeaderLength];

    /// <summary>The attributes in order.</summary>
    public RadiusAttributes Attributes => new(_bytes[HeaderLength..]);

    /// <summary>Octets of the User-Name; null when absent.</summary>
    public int? UserNameLength => TryGet(RadiusAttributeType.UserName, out ReadOnlySpan<byte> name) ? name.Length : null;

    /// <summary>The State, which a request repeats from the challenge it answers; empty when absent.</summary>
    public ReadOnlySpan<byte> State => TryGet(RadiusAttributeType.State, out ReadOnlySpan<byte> state) ? state : default;

    /// <summary>Framed-MTU in octets: how much EAP fits the link to the endpoint (RFC 3579 section 2.4); null when absent.</summary>
    public uint? FramedMtu => TryGetUInt32(RadiusAttributeType.FramedMtu);

    /// <summary>NAS-IP-Address or NAS-IPv6-Address; null when absent.</summary>
    public IpAddress? NasAddress
    {
        get
        {
            if (TryGet(RadiusAttributeType.NasIpAddress, out ReadOnlySpan<byte> address) && address.Length == 4)
            {
                return IpAddress.ReadIpv4(address);
            }

            return TryGet(RadiusAttributeType.NasIpv6Address, out address) && address.Length == 16 ? IpAddress.ReadIpv6(address) : null;
        }
    }

    /// <summary>Whether a Message-Authenticator is present, as EAP demands and servers since 2024 ask of all (CVE-2024-3596).</summary>
    public bool HasMessageAuthenticator => TryGet(RadiusAttributeType.MessageAuthenticator, out _);

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
            if (attribute < RadiusAttributes.HeaderLength || offset + attribute > length)
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

    /// <summary>The value of the first attribute of a type.</summary>
    public bool TryGet(RadiusAttributeType type, out ReadOnlySpan<byte> value)
    {
        foreach (RadiusAttribute attribute in Attributes)
        {
            if (attribute.Type == type)
            {
                value = attribute.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Joins the EAP-Message attributes, which split one EAP packet into pieces of 253 octets (RFC 3579 section 3.1).</summary>
    /// <param name="buffer">Receives the EAP packet; <see cref="MaxLength"/> octets always suffice.</param>
    /// <returns>The part of <paramref name="buffer"/> that was filled; empty when there is no EAP-Message.</returns>
    public ReadOnlySpan<byte> CopyEapMessage(Span<byte> buffer)
    {
        int length = 0;
        foreach (RadiusAttribute attribute in Attributes)
        {
            if (attribute.Type == RadiusAttributeType.EapMessage && attribute.Value.TryCopyTo(buffer[length..]))
            {
                length += attribute.Value.Length;
            }
        }

        return buffer[..length];
    }

    /// <summary>The Reply-Message attributes joined, in UTF-8 with broken sequences replaced; null when absent.</summary>
    public string? ReplyMessage()
    {
        StringBuilder? text = null;
        foreach (RadiusAttribute attribute in Attributes)
        {
            if (attribute.Type == RadiusAttributeType.ReplyMessage)
            {
                text ??= new StringBuilder();
                text.Append(Encoding.UTF8.GetString(attribute.Value));
            }
        }

        return text?.ToString();
    }

    private uint? TryGetUInt32(RadiusAttributeType type) =>
        TryGet(type, out ReadOnlySpan<byte> value) && value.Length == 4 ? BinaryPrimitives.ReadUInt32BigEndian(value) : null;
}
