using Gatehouse.Diagnosis.Observation;
using Gatehouse.Wire;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>
/// Digests what packets carry and routers leave alone. Addresses, ports, TTL, link headers, TCP options and checksums stay out of it, so that
/// a packet is known again behind address translation, a VLAN tag or an MSS clamp.
/// </summary>
/// <param name="depth">
/// Octets of payload that count, the same for all captures compared: <see cref="Whole"/>, or <see cref="Cut"/> when one was taken with a snap length.
/// </param>
internal readonly struct PacketDigest(int depth)
{
    /// <summary>Enough octets to tell payloads apart; more would cost time.</summary>
    public const int Whole = 64;

    /// <summary>Octets that even a snap length of 64 leaves behind the headers of a UDP datagram over IPv4 and a VLAN tag.</summary>
    public const int Cut = 16;

    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Whether so little of a payload was captured that its digest differs from that of the whole packet.</summary>
    public bool IsShort(int captured, int length) => captured < Math.Min(depth, length);

    /// <summary>
    /// A segment: sequence number, length, payload. Those without payload are told apart by flags and acknowledgment; PSH and
    /// congestion bits change on the way and do not count. TCP numbers say enough to do without payload when packets are cut.
    /// </summary>
    public ulong OfTcp(in TcpHeader header, int payloadLength)
    {
        TcpFlags flags = header.Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst);
        ulong digest = Mix(SightingKind.Tcp, 0, ((ulong)(uint)payloadLength << 8) | (byte)flags);
        digest = depth == Whole && payloadLength > 0 ? Mix(digest, OctetDigest.Of(First(header.Payload))) : digest;
        return digest + OfNumbers(header.SequenceNumber, header.AcknowledgmentNumber, payloadLength, flags);
    }

    /// <summary>What a segment holds beside its numbers, from its digest: the same before and behind a device that changes those.</summary>
    public static ulong ContentOf(in Sighting segment) =>
        segment.Key - OfNumbers(segment.Sequence, segment.Acknowledgment, segment.Length, segment.Flags);

    /// <summary>A segment with the numbers it had before a device added to them.</summary>
    /// <param name="segment">As it was seen.</param>
    /// <param name="added">What was added to its own numbers.</param>
    /// <param name="addedToOther">What was added to those of the other direction, which it acknowledges.</param>
    public static Sighting Renumber(in Sighting segment, uint added, uint addedToOther)
    {
        uint sequence = segment.Sequence - added;
        uint acknowledgment = (segment.Flags & TcpFlags.Ack) != 0 ? segment.Acknowledgment - addedToOther : segment.Acknowledgment;
        return segment with
        {
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Key = ContentOf(segment) + OfNumbers(sequence, acknowledgment, segment.Length, segment.Flags),
        };
    }

    /// <summary>A datagram: length and payload.</summary>
    public ulong OfUdp(ReadOnlySpan<byte> payload, int length) =>
        Mix(SightingKind.Udp, (uint)length, OctetDigest.Of(First(payload)));

    /// <summary>A fragment: identification, offset, length, whether more follow, payload without the transport header.</summary>
    public ulong OfFragment(in Packet packet) => Mix(
        Mix(SightingKind.Fragment, packet.Identification, ((ulong)(uint)packet.FragmentOffset << 1) | (packet.MoreFragments ? 1u : 0)),
        OctetDigest.Of(First(packet.Payload[Math.Min(TransportHeader(packet), packet.Payload.Length)..])) ^ (uint)packet.PayloadLength);

    /// <summary>An echo: direction, sequence number, length and data; address translation may change the identifier.</summary>
    public ulong OfEcho(in IcmpMessage message, int length) => Mix(
        Mix(SightingKind.Echo, message.Type, (uint)length), OctetDigest.Of(First(message.Body)) ^ Sequence(message));

    /// <summary>An ICMP error: its kind and the identification, sequence number and length of the packet it quotes.</summary>
    public static ulong OfError(in IcmpMessage message, in QuotedPacket quoted) => Mix(
        Mix(SightingKind.IcmpError, ((ulong)message.Type << 8) | message.Code, ((ulong)quoted.Identification << 32) | (quoted.TcpSequence ?? 0)),
        ((ulong)(uint)quoted.IpLength << 8) | (byte)quoted.Protocol);

    /// <summary>Octets of ports, identifiers and checksums at the start of a first fragment, which address translation rewrites.</summary>
    public static int TransportHeader(in Packet packet) => (packet.FragmentOffset, packet.Protocol) switch
    {
        ( > 0, _) => 0,
        (_, IpProtocol.Tcp) => TcpHeader.MinLength,
        _ => UdpHeader.HeaderLength,
    };

    /// <summary>Numbers are added to the digest of the rest, so that they can be taken out of it again.</summary>
    private static ulong OfNumbers(uint sequence, uint acknowledgment, int payloadLength, TcpFlags flags)
    {
        bool isPlain = payloadLength == 0 && (flags & TcpFlags.Syn) == 0;
        return Mix(Prime, ((ulong)sequence << 32) | (isPlain ? acknowledgment : 0));
    }

    private static ulong Sequence(in IcmpMessage message) => (ulong)message.EchoSequence << 40;

    private static ulong Mix(SightingKind kind, ulong one, ulong other) => Mix(Mix(((ulong)kind + 1) * Prime, one), other);

    private static ulong Mix(ulong digest, ulong value)
    {
        digest = (digest ^ value) * Prime;
        digest ^= digest >> 29;
        digest *= 0xBF58_476D_1CE4_E5B9;
        return digest ^ (digest >> 32);
    }

    private ReadOnlySpan<byte> First(ReadOnlySpan<byte> payload) => payload[..Math.Min(depth, payload.Length)];
}
