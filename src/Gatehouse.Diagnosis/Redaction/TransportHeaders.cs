using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>Copies transport headers without what tells addresses: checksums, and fields and options that carry addresses.</summary>
internal static class TransportHeaders
{
    private const int TcpHeaderLength = 20;
    private const int TcpChecksum = 16;
    private const int UdpChecksum = 6;
    private const int IcmpChecksum = 2;
    private const int IcmpRest = 4;
    private const int Quoted = 8;
    private const byte Redirect = 5;
    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;

    /// <summary>Copies a TCP header; of its options only those that carry no address, the others become NOPs.</summary>
    /// <param name="made">Takes the copy.</param>
    /// <param name="header">The header with its options, 20 octets at least.</param>
    public static void PutTcp(ArrayBufferWriter<byte> made, ReadOnlySpan<byte> header)
    {
        Span<byte> copy = Copy(made, header, TcpChecksum);
        Clean(copy[TcpHeaderLength..]);
    }

    /// <summary>Copies a UDP header.</summary>
    /// <param name="made">Takes the copy.</param>
    /// <param name="payload">The datagram, 8 octets at least.</param>
    public static void PutUdp(ArrayBufferWriter<byte> made, ReadOnlySpan<byte> payload) => Copy(made, payload[..UdpHeader.HeaderLength], UdpChecksum);

    /// <summary>Copies the 8 octets an ICMP message begins with. What is not known to be a number in them becomes 0.</summary>
    /// <param name="made">Takes the copy.</param>
    /// <param name="payload">The message, 8 octets at least.</param>
    /// <param name="message">The message as read.</param>
    /// <param name="pseudonyms">For the gateway of a redirect.</param>
    public static void PutIcmp(ArrayBufferWriter<byte> made, ReadOnlySpan<byte> payload, in IcmpMessage message, Pseudonyms pseudonyms)
    {
        Span<byte> copy = Copy(made, payload[..IcmpMessage.HeaderLength], IcmpChecksum);
        Span<byte> rest = copy[IcmpRest..];
        if (!message.IsIpv6 && message.Type == Redirect)
        {
            bool hasName = pseudonyms.TryOf(IpAddress.ReadIpv4(rest), out IpAddress gateway);
            BinaryPrimitives.WriteUInt32BigEndian(rest, hasName ? gateway.Ipv4Value : 0);
        }
        else if (!HoldsNumbers(message))
        {
            rest.Clear();
        }
    }

    /// <summary>Copies what an ICMP error is bound to quote of a transport header (RFC 792): its first 8 octets.</summary>
    /// <param name="made">Takes the copy.</param>
    /// <param name="protocol">The transport; of others than TCP and UDP nothing is copied.</param>
    /// <param name="payload">What was quoted, however short.</param>
    public static void PutQuoted(ArrayBufferWriter<byte> made, IpProtocol protocol, ReadOnlySpan<byte> payload)
    {
        ReadOnlySpan<byte> quoted = payload[..Math.Min(Quoted, payload.Length)];
        if (protocol == IpProtocol.Tcp)
        {
            made.Write(quoted);
        }
        else if (protocol == IpProtocol.Udp)
        {
            made.Write(quoted[..Math.Min(UdpChecksum, quoted.Length)]);
            made.Write(new byte[quoted.Length - Math.Min(UdpChecksum, quoted.Length)]);
        }
    }

    /// <summary>Errors hold an MTU, a pointer or nothing there; echoes their identifier and number.</summary>
    private static bool HoldsNumbers(in IcmpMessage message)
    {
        const byte EchoRequest = 8;
        const byte EchoReply = 0;
        const byte EchoRequestV6 = 128;
        const byte EchoReplyV6 = 129;
        return message.IsError || (message.IsIpv6 ? message.Type is EchoRequestV6 or EchoReplyV6 : message.Type is EchoRequest or EchoReply);
    }

    private static Span<byte> Copy(ArrayBufferWriter<byte> made, ReadOnlySpan<byte> header, int checksum)
    {
        Span<byte> copy = made.GetSpan(header.Length)[..header.Length];
        header.CopyTo(copy);
        copy.Slice(checksum, sizeof(ushort)).Clear();
        made.Advance(header.Length);
        return copy;
    }

    private static void Clean(Span<byte> options)
    {
        int offset = 0;
        while (offset < options.Length && options[offset] != EndOfOptions)
        {
            if (options[offset] == NoOperation)
            {
                offset++;
                continue;
            }

            int length = offset + 1 < options.Length ? options[offset + 1] : 0;
            if (length < 2 || length > options.Length - offset)
            {
                options[offset..].Fill(NoOperation);
                return;
            }

            if (!CarriesNoAddress(options[offset], length))
            {
                options.Slice(offset, length).Fill(NoOperation);
            }

            offset += length;
        }

        options[offset..].Clear();
    }

    /// <summary>By kind and length (RFC 9293 section 3.2, RFC 7323, RFC 2018): a known kind of another length may carry anything.</summary>
    private static bool CarriesNoAddress(byte kind, int length) => (kind, length) switch
    {
        (2, 4) => true,
        (3, 3) => true,
        (4, 2) => true,
        (5, 10 or 18 or 26 or 34) => true,
        (8, 10) => true,
        _ => false,
    };
}
