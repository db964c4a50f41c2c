using System.Buffers.Binary;

namespace Gatehouse.Wire.Ip;

/// <summary>
/// IPv6 header (RFC 8200 section 3): version (4 bits), traffic class (8 bits), flow label (20 bits), payload length (2 octets),
/// next header (1), hop limit (1), source (16), destination (16); then extension headers.
/// </summary>
internal static class Ipv6Decoder
{
    /// <summary>Most extension headers passed in one packet; more than one of each kind is not sent.</summary>
    public const int MaxExtensionHeaders = 16;

    private const int HeaderLength = 40;
    private const int MinExtensionHeaderLength = 8;
    private const int FragmentHeaderLength = 8;

    private const byte HopByHop = 0;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte NoNextHeader = 59;
    private const byte DestinationOptions = 60;
    private const byte Mobility = 135;
    private const byte HostIdentity = 139;
    private const byte Shim6 = 140;

    /// <summary>Fills the IP fields of a packet.</summary>
    /// <param name="data">The captured octets from the IP header on, with link padding or trailer.</param>
    /// <param name="originalLength">How many octets there were before the capture cut the frame.</param>
    /// <param name="packet">The packet to fill.</param>
    public static DecodeOutcome Decode(ReadOnlySpan<byte> data, int originalLength, ref Packet packet)
    {
        if (data.Length < HeaderLength)
        {
            return data.Length > 0 && data[0] >> 4 != 6 ? DecodeOutcome.Malformed : DecodeOutcome.Cut;
        }

        if (data[0] >> 4 != 6)
        {
            return DecodeOutcome.Malformed;
        }

        byte next = data[6];
        int length = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        if (length == 0 && next != NoNextHeader)
        {
            // A jumbogram (RFC 2675), or a card that segments for the host: the frame length is all there is.
            length = originalLength - HeaderLength;
        }

        packet.IpVersion = 6;
        packet.TrafficClass = (byte)(BinaryPrimitives.ReadUInt16BigEndian(data) >> 4);
        packet.IpLength = HeaderLength + length;
        packet.DontFragment = true;
        packet.Ttl = data[7];
        packet.Source = IpAddress.ReadIpv6(data[8..]);
        packet.Destination = IpAddress.ReadIpv6(data[24..]);
        packet.Protocol = (IpProtocol)next;
        packet.PayloadLength = length;
        packet.Payload = data[HeaderLength..Math.Min(HeaderLength + length, data.Length)];
        return IsExtensionHeader(next) ? PassExtensionHeaders(ref packet) : DecodeOutcome.Ip;
    }

    /// <summary>
    /// Passes extension headers (RFC 8200 section 4). Behind the fragment header of a real fragment nothing is read, so that
    /// the payloads of all its fragments join end to end; a datagram in one fragment (RFC 6946) is read on.
    /// </summary>
    private static DecodeOutcome PassExtensionHeaders(ref Packet packet)
    {
        ReadOnlySpan<byte> rest = packet.Payload;
        int length = packet.PayloadLength;
        byte next = (byte)packet.Protocol;
        for (int count = 0; IsExtensionHeader(next) && !packet.IsFragment; count++)
        {
            if (count == MaxExtensionHeaders || length < MinExtensionHeaderLength)
            {
                return DecodeOutcome.Malformed;
            }

            if (rest.Length < MinExtensionHeaderLength)
            {
                return DecodeOutcome.Cut;
            }

            int header = LengthOf(next, rest[1]);
            if (header > length)
            {
                return DecodeOutcome.Malformed;
            }

            if (header > rest.Length)
            {
                return DecodeOutcome.Cut;
            }

            if (next == Fragment)
            {
                int fragment = BinaryPrimitives.ReadUInt16BigEndian(rest[2..]);
                packet.FragmentOffset = fragment & 0xFFF8;
                packet.MoreFragments = (fragment & 1) != 0;
                packet.Identification = BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
            }

            next = rest[0];
            rest = rest[header..];
            length -= header;
        }

        packet.Protocol = (IpProtocol)next;
        packet.Payload = rest;
        packet.PayloadLength = length;
        return DecodeOutcome.Ip;
    }

    private static bool IsExtensionHeader(byte next) =>
        next is HopByHop or Routing or Fragment or Authentication or DestinationOptions or Mobility or HostIdentity or Shim6;

    private static int LengthOf(byte header, byte lengthField) => header switch
    {
        Fragment => FragmentHeaderLength,
        Authentication => (lengthField + 2) * 4,
        _ => (lengthField + 1) * 8,
    };
}
