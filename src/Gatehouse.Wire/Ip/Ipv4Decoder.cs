using System.Buffers.Binary;

namespace Gatehouse.Wire.Ip;

/// <summary>
/// IPv4 header (RFC 791 section 3.1): version and header length in words (4 bits each), traffic class (1 octet), total length (2),
/// identification (2), flags (3 bits) and fragment offset (13 bits, in units of 8 octets), time to live (1), protocol (1),
/// checksum (2), source (4), destination (4), options.
/// </summary>
internal static class Ipv4Decoder
{
    private const int MinHeaderLength = 20;
    private const int DontFragmentFlag = 0x4000;
    private const int MoreFragmentsFlag = 0x2000;
    private const int OffsetMask = 0x1FFF;

    /// <summary>Fills the IP fields of a packet.</summary>
    /// <param name="data">The captured octets from the IP header on, with link padding or trailer.</param>
    /// <param name="originalLength">How many octets there were before the capture cut the frame.</param>
    /// <param name="packet">The packet to fill.</param>
    public static DecodeOutcome Decode(ReadOnlySpan<byte> data, int originalLength, ref Packet packet)
    {
        if (data.Length < MinHeaderLength)
        {
            return data.Length > 0 && data[0] >> 4 != 4 ? DecodeOutcome.Malformed : DecodeOutcome.Cut;
        }

        int headerLength = (data[0] & 0x0F) * 4;
        if (data[0] >> 4 != 4 || headerLength < MinHeaderLength)
        {
            return DecodeOutcome.Malformed;
        }

        int totalLength = BinaryPrimitives.ReadUInt16BigEndian(data[2..]);
        if (totalLength == 0)
        {
            // A card that segments for the host leaves the length to be filled in later; the frame length is all there is.
            totalLength = originalLength;
        }

        if (totalLength < headerLength)
        {
            return DecodeOutcome.Malformed;
        }

        if (data.Length < headerLength)
        {
            return DecodeOutcome.Cut;
        }

        int fragment = BinaryPrimitives.ReadUInt16BigEndian(data[6..]);
        packet.IpVersion = 4;
        packet.TrafficClass = data[1];
        packet.IpLength = totalLength;
        packet.Identification = BinaryPrimitives.ReadUInt16BigEndian(data[4..]);
        packet.DontFragment = (fragment & DontFragmentFlag) != 0;
        packet.MoreFragments = (fragment & MoreFragmentsFlag) != 0;
        packet.FragmentOffset = (fragment & OffsetMask) * 8;
        packet.Ttl = data[8];
        packet.Protocol = (IpProtocol)data[9];
        packet.Source = IpAddress.ReadIpv4(data[12..]);
        packet.Destination = IpAddress.ReadIpv4(data[16..]);
        packet.PayloadLength = totalLength - headerLength;
        packet.Payload = data[headerLength..Math.Min(totalLength, data.Length)];
        return DecodeOutcome.Ip;
    }
}
