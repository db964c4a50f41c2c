using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Link;

namespace Gatehouse.Wire.Tests.Ip;

public class Ipv6DecodingTests
{
    private const byte HopByHop = 0;
    private const byte Udp = 17;
    private const byte Routing = 43;
    private const byte Fragment = 44;
    private const byte Authentication = 51;
    private const byte NoNextHeader = 59;
    private const byte DestinationOptions = 60;

    [Fact]
    public void Passes_every_kind_of_extension_header()
    {
        byte[] payload =
        [
            Routing, 0, 1, 4, 0, 0, 0, 0,
            DestinationOptions, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            Authentication, 0, 1, 4, 0, 0, 0, 0,
            Fragment, 4, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9,
            Udp, 0, 0, 0, 0, 0, 0, 42,
            .. "transport"u8,
        ];
        byte[] packet = PacketBuilder.Ip("2001:db8::1", "2001:db8::2", HopByHop, payload);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, packet, packet.Length, out Packet decoded));
        Assert.Equal(IpProtocol.Udp, decoded.Protocol);
        Assert.Equal("transport"u8.ToArray(), decoded.Payload.ToArray());
        Assert.Equal(9, decoded.PayloadLength);
        Assert.Equal(42u, decoded.Identification);
        Assert.False(decoded.IsFragment);

        int headers = packet.Length - 9;
        for (int length = 0; length < headers; length++)
        {
            Assert.Equal(DecodeOutcome.Cut, PacketDecoder.Decode(LinkType.Raw, packet.AsSpan(0, length), packet.Length, out _));
        }
    }

    [Fact]
    public void Fragments_join_end_to_end()
    {
        byte[] whole = PacketBuilder.Udp("2001:db8::1", 1, "2001:db8::2", 2, new byte[3000]);
        IReadOnlyList<byte[]> fragments = PacketBuilder.Fragment(whole, 1500, identification: 0xDEADBEEF);

        int next = 0;
        foreach (byte[] fragment in fragments)
        {
            Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, fragment, fragment.Length, out Packet packet));
            Assert.True(packet.IsFragment);
            Assert.Equal(next, packet.FragmentOffset);
            Assert.Equal(IpProtocol.Udp, packet.Protocol);
            Assert.Equal(0xDEADBEEFu, packet.Identification);
            next += packet.Payload.Length;
        }

        Assert.Equal(3008, next);
    }

    [Fact]
    public void Reads_nothing_behind_the_fragment_header_of_a_real_fragment()
    {
        byte[] payload = [DestinationOptions, 0, 0, 1, 0, 0, 0, 7, Udp, 0, 0, 0, 0, 0, 0, 0];
        byte[] packet = PacketBuilder.Ip("2001:db8::1", "2001:db8::2", Fragment, payload);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, packet, packet.Length, out Packet decoded));
        Assert.Equal((IpProtocol)DestinationOptions, decoded.Protocol);
        Assert.Equal(8, decoded.PayloadLength);
        Assert.True(decoded.MoreFragments);
    }

    [Fact]
    public void Infers_the_length_of_a_jumbogram_from_the_frame()
    {
        byte[] jumbo = [Udp, 0, 0xC2, 4, 0, 1, 0x11, 0x70, .. new byte[70_000]];
        byte[] packet = PacketBuilder.Ip("2001:db8::1", "2001:db8::2", HopByHop, jumbo);
        packet[4] = 0;
        packet[5] = 0;

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, packet, packet.Length, out Packet decoded));
        Assert.Equal(70_000, decoded.PayloadLength);
        Assert.Equal(70_000, decoded.Payload.Length);
    }

    [Fact]
    public void A_packet_without_next_header_has_no_payload_but_padding()
    {
        byte[] packet = PacketBuilder.Ip("2001:db8::1", "2001:db8::2", NoNextHeader, default);
        byte[] frame = PacketBuilder.Ethernet(packet);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out Packet decoded));
        Assert.Equal(0, decoded.PayloadLength);
        Assert.Equal(40, decoded.IpLength);
    }

    [Fact]
    public void An_extension_header_beyond_the_packet_is_malformed()
    {
        byte[] packet = PacketBuilder.Ip("2001:db8::1", "2001:db8::2", HopByHop, [Udp, 9, 0, 0, 0, 0, 0, 0]);

        Assert.Equal(DecodeOutcome.Malformed, PacketDecoder.Decode(LinkType.Raw, packet, packet.Length + 500, out _));
    }

    [Theory]
    [InlineData(Ipv6Decoder.MaxExtensionHeaders, DecodeOutcome.Ip)]
    [InlineData(Ipv6Decoder.MaxExtensionHeaders + 1, DecodeOutcome.Malformed)]
    public void Bounds_the_number_of_extension_headers(int count, DecodeOutcome expected)
    {
        byte[] payload = new byte[count * 8];
        for (int i = 0; i < count; i++)
        {
            payload[i * 8] = i < count - 1 ? DestinationOptions : Udp;
        }

        byte[] packet = PacketBuilder.Ip("2001:db8::1", "2001:db8::2", DestinationOptions, payload);

        Assert.Equal(expected, PacketDecoder.Decode(LinkType.Raw, packet, packet.Length, out _));
    }
}
