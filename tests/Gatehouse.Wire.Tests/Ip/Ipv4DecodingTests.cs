using Gatehouse.Tests.Common;
using Gatehouse.Wire.Link;

namespace Gatehouse.Wire.Tests.Ip;

public class Ipv4DecodingTests
{
    [Fact]
    public void Skips_options()
    {
        byte[] packet = PacketBuilder.Ip("10.0.0.1", "10.0.0.2", 17, "payload"u8, options: [7, 7, 4, 0, 0, 0, 0, 0]);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, packet, packet.Length, out Packet decoded));
        Assert.Equal("payload"u8.ToArray(), decoded.Payload.ToArray());
        Assert.Equal(35, decoded.IpLength);
    }

    [Fact]
    public void Fragments_join_end_to_end()
    {
        byte[] whole = PacketBuilder.Udp("10.0.0.1", 1, "10.0.0.2", 2, new byte[3000], identification: 77);
        IReadOnlyList<byte[]> fragments = PacketBuilder.Fragment(whole, 1500);

        Assert.Equal(3, fragments.Count);
        int next = 0;
        for (int i = 0; i < fragments.Count; i++)
        {
            Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, fragments[i], fragments[i].Length, out Packet packet));
            Assert.True(packet.IsFragment);
            Assert.Equal(next, packet.FragmentOffset);
            Assert.Equal(i < 2, packet.MoreFragments);
            Assert.Equal(77u, packet.Identification);
            next += packet.Payload.Length;
        }

        Assert.Equal(3008, next);
    }

    [Fact]
    public void Infers_a_length_of_zero_from_the_frame()
    {
        byte[] packet = PacketBuilder.Tcp("10.0.0.1", 1, "10.0.0.2", 2, 0x10, payload: new byte[2000]);
        packet[2] = 0;
        packet[3] = 0;

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, packet.AsSpan(0, 100), packet.Length, out Packet decoded));
        Assert.Equal(packet.Length, decoded.IpLength);
        Assert.Equal(2020, decoded.PayloadLength);
        Assert.Equal(80, decoded.Payload.Length);
        Assert.True(decoded.IsCut);
    }

    [Fact]
    public void A_length_beyond_the_frame_is_a_cut_payload()
    {
        byte[] packet = PacketBuilder.Udp("10.0.0.1", 1, "10.0.0.2", 2, new byte[100]);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Raw, packet.AsSpan(0, 60), 60, out Packet decoded));
        Assert.Equal(108, decoded.PayloadLength);
        Assert.True(decoded.IsCut);
    }

    [Theory]
    [InlineData(0, 0x44)]
    [InlineData(0, 0x40)]
    [InlineData(0, 0x55)]
    [InlineData(3, 19)]
    public void Rejects_lengths_below_the_header(int offset, byte value)
    {
        byte[] packet = PacketBuilder.Udp("10.0.0.1", 1, "10.0.0.2", 2, new byte[100]);
        packet[2] = offset == 3 ? (byte)0 : packet[2];
        packet[offset] = value;

        Assert.Equal(DecodeOutcome.Malformed, PacketDecoder.Decode(LinkType.Ipv4, packet, packet.Length, out _));
    }

    [Fact]
    public void A_header_of_sixty_octets_cut_by_the_snap_length_is_cut()
    {
        byte[] packet = PacketBuilder.Ip("10.0.0.1", "10.0.0.2", 17, new byte[8], options: new byte[40]);

        Assert.Equal(DecodeOutcome.Cut, PacketDecoder.Decode(LinkType.Ipv4, packet.AsSpan(0, 59), packet.Length, out _));
        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Ipv4, packet.AsSpan(0, 60), packet.Length, out _));
    }
}
