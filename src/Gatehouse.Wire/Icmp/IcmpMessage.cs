using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire.Icmp;

/// <summary>
/// ICMP (RFC 792) and ICMPv6 (RFC 4443) message, big-endian: type (1 octet), code (1), checksum (2), 4 octets that depend on
/// the type, body. The body of an error quotes the packet that caused it.
/// </summary>
public readonly ref struct IcmpMessage
{
    /// <summary>Octets before the body.</summary>
    public const int HeaderLength = 8;

    private const byte DestinationUnreachable = 3;
    private const byte FragmentationNeeded = 4;
    private const byte PacketTooBig = 2;
    private const byte FirstIpv6Information = 128;

    private readonly ReadOnlySpan<byte> _bytes;

    private IcmpMessage(ReadOnlySpan<byte> bytes, bool isIpv6)
    {
        _bytes = bytes;
        IsIpv6 = isIpv6;
    }

    /// <summary>Whether this is ICMPv6, which numbers its types anew.</summary>
    public bool IsIpv6 { get; }

    /// <summary>The type; its meaning depends on <see cref="IsIpv6"/>.</summary>
    public byte Type => _bytes[0];

    /// <summary>The code, which refines the type.</summary>
    public byte Code => _bytes[1];

    /// <summary>
    /// Whether this reports an error about a packet it quotes: IPv4 types 3, 4, 5, 11 and 12 (RFC 1122 section 3.2.2),
    /// IPv6 types below 128 (RFC 4443 section 2.1).
    /// </summary>
    public bool IsError => IsIpv6 ? Type < FirstIpv6Information : Type is DestinationUnreachable or 4 or 5 or 11 or 12;

    /// <summary>
    /// MTU of the link the packet did not fit, in octets, in "fragmentation needed" (RFC 1191 section 4, 16 bits) and "packet too
    /// big" (RFC 4443 section 3.2, 32 bits); 0 in other messages and from routers too old to say.
    /// </summary>
    public uint NextHopMtu
    {
        get
        {
            if (IsIpv6)
            {
                return Type == PacketTooBig ? BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]) : 0;
            }

            return Type == DestinationUnreachable && Code == FragmentationNeeded ? BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]) : 0u;
        }
    }

    /// <summary>Whether the message says that a packet was larger than a link on its path carries.</summary>
    public bool IsPacketTooBig => IsIpv6 ? Type == PacketTooBig : Type == DestinationUnreachable && Code == FragmentationNeeded;

    /// <summary>What follows the first 8 octets, as far as it was captured; in an error, the packet quoted from its IP header on.</summary>
    public ReadOnlySpan<byte> Body => _bytes[HeaderLength..];

    /// <summary>Sequence number of an echo request or reply (16 bits; RFC 792, RFC 4443 section 4); meaningless in other messages.</summary>
    public ushort EchoSequence => BinaryPrimitives.ReadUInt16BigEndian(_bytes[6..]);

    /// <summary>Reads a message from the payload of an IP packet.</summary>
    /// <param name="data">The captured IP payload.</param>
    /// <param name="protocol">Which of the two it is, <see cref="IpProtocol.Icmp"/> or <see cref="IpProtocol.IcmpV6"/>.</param>
    /// <param name="message">The message; empty unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>NeedMoreData under 8 octets; InvalidData for another protocol.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, IpProtocol protocol, out IcmpMessage message, out ParseError error)
    {
        message = default;
        error = default;
        if (protocol is not (IpProtocol.Icmp or IpProtocol.IcmpV6))
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        if (data.Length < HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        message = new IcmpMessage(data, protocol == IpProtocol.IcmpV6);
        return OperationStatus.Done;
    }

    /// <summary>Reads the packet an error quotes.</summary>
    /// <returns><see langword="false"/> when this is no error or the quoted IP header is not complete.</returns>
    public bool TryReadQuoted(out QuotedPacket quoted)
    {
        quoted = default;
        return IsError && QuotedPacket.TryRead(Body, out quoted);
    }
}
