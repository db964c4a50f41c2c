using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Extracts;
using Gatehouse.Wire;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Link;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>
/// Makes frames that show how a packet travelled and not what it said: IP and transport headers under pseudonyms, lengths as they were,
/// and of the payload only the head of a TLS handshake message or an alert, which names no one. Link headers are left off. Checksums of
/// transports are 0: the true ones cover the true addresses, which could be computed back from them.
/// </summary>
/// <param name="pseudonyms">Shared with the report.</param>
public sealed class FrameRedactor(Pseudonyms pseudonyms) : IFrameDisguise
{
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;
    private const int FragmentHeader = 8;
    private const int ChecksumField = 10;
    private const int TlsHead = 11;
    private const int TlsAlert = 7;
    private const byte TlsAlertType = 21;
    private const byte TlsHandshakeType = 22;
    private const byte TlsMajor = 3;

    /// <inheritdoc/>
    public string Disguise(string text) => pseudonyms.Replace(text);

    /// <inheritdoc/>
    public string DisguiseName(string name) => pseudonyms.ReplaceName(name);

    /// <inheritdoc/>
    public bool TryDisguise(in Frame frame, out LinkType link, out byte[] data, out int originalLength)
    {
        (link, data, originalLength) = (LinkType.Raw, [], 0);
        if (PacketDecoder.Decode(frame.Link, frame.Data, frame.OriginalLength, out Packet packet) != DecodeOutcome.Ip)
        {
            return false;
        }

        ArrayBufferWriter<byte> made = new();
        if (!TryPutIp(made, packet, packet.PayloadLength))
        {
            return false;
        }

        int header = made.WrittenCount;
        if (packet.FragmentOffset == 0)
        {
            PutTransport(made, packet.Protocol, packet.Payload);
        }

        data = made.WrittenSpan.ToArray();
        originalLength = Math.Max(data.Length, header + packet.PayloadLength);
        return true;
    }

    /// <summary>Writes an IP header; nothing when there is no pseudonym left for its addresses.</summary>
    private bool TryPutIp(ArrayBufferWriter<byte> made, in Packet packet, int payloadLength)
    {
        if (!pseudonyms.TryOf(packet.Source, out IpAddress source) || !pseudonyms.TryOf(packet.Destination, out IpAddress destination))
        {
            return false;
        }

        if (packet.IpVersion == 4)
        {
            PutIpv4(made, packet, source, destination, payloadLength);
        }
        else
        {
            PutIpv6(made, packet, source, destination, payloadLength);
        }

        return true;
    }

    private static void PutIpv4(ArrayBufferWriter<byte> made, in Packet packet, IpAddress source, IpAddress destination, int payloadLength)
    {
        Span<byte> header = made.GetSpan(Ipv4Header)[..Ipv4Header];
        header.Clear();
        header[0] = 0x45;
        header[1] = packet.TrafficClass;
        BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)(Ipv4Header + payloadLength));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)packet.Identification);
        int flags = (packet.DontFragment ? 0x4000 : 0) | (packet.MoreFragments ? 0x2000 : 0) | (packet.FragmentOffset / 8);
        BinaryPrimitives.WriteUInt16BigEndian(header[6..], (ushort)flags);
        header[8] = packet.Ttl;
        header[9] = (byte)packet.Protocol;
        BinaryPrimitives.WriteUInt32BigEndian(header[12..], source.Ipv4Value);
        BinaryPrimitives.WriteUInt32BigEndian(header[16..], destination.Ipv4Value);
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumField..], Checksum(header));
        made.Advance(Ipv4Header);
    }

    private static void PutIpv6(ArrayBufferWriter<byte> made, in Packet packet, IpAddress source, IpAddress destination, int payloadLength)
    {
        const byte FragmentProtocol = 44;
        int extension = packet.IsFragment ? FragmentHeader : 0;
        Span<byte> header = made.GetSpan(Ipv6Header + FragmentHeader)[..(Ipv6Header + extension)];
        header.Clear();
        BinaryPrimitives.WriteUInt32BigEndian(header, 0x6000_0000 | ((uint)packet.TrafficClass << 20));
        BinaryPrimitives.WriteUInt16BigEndian(header[4..], (ushort)(payloadLength + extension));
        header[6] = packet.IsFragment ? FragmentProtocol : (byte)packet.Protocol;
        header[7] = packet.Ttl;
        PutAddress(header[8..], source);
        PutAddress(header[24..], destination);
        if (packet.IsFragment)
        {
            header[Ipv6Header] = (byte)packet.Protocol;
            BinaryPrimitives.WriteUInt16BigEndian(header[(Ipv6Header + 2)..], (ushort)(packet.FragmentOffset | (packet.MoreFragments ? 1 : 0)));
            BinaryPrimitives.WriteUInt32BigEndian(header[(Ipv6Header + 4)..], packet.Identification);
        }

        made.Advance(header.Length);
    }

    private void PutTransport(ArrayBufferWriter<byte> made, IpProtocol protocol, ReadOnlySpan<byte> payload)
    {
        switch (protocol)
        {
            case IpProtocol.Tcp when TcpHeader.Read(payload, out TcpHeader tcp, out _) == OperationStatus.Done:
                TransportHeaders.PutTcp(made, payload[..tcp.Length]);
                made.Write(TlsHeadOf(tcp.Payload));
                break;
            case IpProtocol.Udp when payload.Length >= UdpHeader.HeaderLength:
                TransportHeaders.PutUdp(made, payload);
                break;
            case IpProtocol.Icmp or IpProtocol.IcmpV6 when IcmpMessage.Read(payload, protocol, out IcmpMessage message, out _) == OperationStatus.Done:
                TransportHeaders.PutIcmp(made, payload, message, pseudonyms);
                PutQuoted(made, message);
                break;
            default:
                break;
        }
    }

    /// <summary>The packet that an error quotes, down to its ports.</summary>
    private void PutQuoted(ArrayBufferWriter<byte> made, in IcmpMessage message)
    {
        if (message.IsError
            && PacketDecoder.Decode(LinkType.Raw, message.Body, message.Body.Length, out Packet quoted) == DecodeOutcome.Ip
            && TryPutIp(made, quoted, quoted.PayloadLength)
            && quoted.FragmentOffset == 0)
        {
            TransportHeaders.PutQuoted(made, quoted.Protocol, quoted.Payload);
        }
    }

    private static ReadOnlySpan<byte> TlsHeadOf(ReadOnlySpan<byte> payload) => payload switch
    {
        [TlsHandshakeType, TlsMajor, ..] => payload[..Math.Min(TlsHead, payload.Length)],
        [TlsAlertType, TlsMajor, _, 0, 2, ..] => payload[..Math.Min(TlsAlert, payload.Length)],
        _ => [],
    };

    private static void PutAddress(Span<byte> octets, IpAddress address)
    {
        BinaryPrimitives.WriteUInt64BigEndian(octets, address.HighBits);
        BinaryPrimitives.WriteUInt64BigEndian(octets[8..], address.LowBits);
    }

    /// <summary>The checksum of RFC 1071 over a header whose own field is 0.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> header)
    {
        uint sum = 0;
        for (int i = 0; i < header.Length; i += 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(header[i..]);
        }

        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~((sum & 0xFFFF) + (sum >> 16));
    }
}
