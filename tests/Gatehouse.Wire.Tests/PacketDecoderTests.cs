using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Link;

namespace Gatehouse.Wire.Tests;

public class PacketDecoderTests
{
    private static readonly byte[] Ipv4 = PacketBuilder.Udp(
        "10.0.0.1", 40000, "10.0.0.2", 9019, "hello"u8, ttl: 61, identification: 0x1234);
    private static readonly byte[] Ipv6 = PacketBuilder.Udp("2001:db8::1", 40000, "2001:db8::2", 9019, "hello"u8, ttl: 61);

    [Fact]
    public void Reads_every_field_of_an_Ethernet_Ipv4_packet()
    {
        byte[] frame = PacketBuilder.Ethernet(Ipv4, source: 0x0A0B_0C0D_0E0F, destination: 0xF102_0304_0506);
        frame[15] = 0xB8;

        DecodeOutcome outcome = PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out Packet packet);

        Assert.Equal(DecodeOutcome.Ip, outcome);
        Assert.Equal(0x0A0B_0C0D_0E0Ful, packet.SourceMac);
        Assert.Equal(0xF102_0304_0506ul, packet.DestinationMac);
        Assert.Equal(0x0800, packet.EtherType);
        Assert.Equal(0, packet.VlanCount);
        Assert.Equal(4, packet.IpVersion);
        Assert.Equal("10.0.0.1", packet.Source.ToString());
        Assert.Equal("10.0.0.2", packet.Destination.ToString());
        Assert.Equal(IpProtocol.Udp, packet.Protocol);
        Assert.Equal(61, packet.Ttl);
        Assert.Equal(0xB8, packet.TrafficClass);
        Assert.Equal(0x1234u, packet.Identification);
        Assert.False(packet.DontFragment);
        Assert.False(packet.IsFragment);
        Assert.Equal(Ipv4.Length, packet.IpLength);
        Assert.Equal(13, packet.PayloadLength);
        Assert.Equal(Ipv4[20..], packet.Payload.ToArray());
        Assert.False(packet.IsCut);
    }

    [Fact]
    public void Leaves_link_padding_out_of_the_payload()
    {
        byte[] frame = PacketBuilder.Ethernet(Ipv4);
        Assert.Equal(60, frame.Length);

        PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out Packet packet);

        Assert.Equal(13, packet.Payload.Length);
    }

    [Fact]
    public void Reads_every_field_of_an_Ipv6_packet()
    {
        byte[] frame = PacketBuilder.Ethernet(Ipv6);
        frame[14] = 0x6A;
        frame[15] = 0xB1;

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out Packet packet));

        Assert.Equal(6, packet.IpVersion);
        Assert.Equal(0xAB, packet.TrafficClass);
        Assert.Equal("2001:db8::1", packet.Source.ToString());
        Assert.Equal("2001:db8::2", packet.Destination.ToString());
        Assert.Equal(IpProtocol.Udp, packet.Protocol);
        Assert.Equal(61, packet.Ttl);
        Assert.True(packet.DontFragment);
        Assert.Equal(13, packet.PayloadLength);
        Assert.Equal(53, packet.IpLength);
        Assert.Equal(Ipv6[40..], packet.Payload.ToArray());
    }

    [Fact]
    public void A_whole_frame_is_never_cut_and_a_shortened_one_never_malformed()
    {
        foreach (byte[] ip in new[] { Ipv4, Ipv6 })
        {
            byte[] frame = PacketBuilder.EthernetOf(PacketBuilder.EtherTypeOf(ip), ip, vlans: [7, 8]);
            int headers = 22 + ip.Length - 13;
            for (int length = 0; length < frame.Length; length++)
            {
                DecodeOutcome outcome = PacketDecoder.Decode(LinkType.Ethernet, frame.AsSpan(0, length), frame.Length, out Packet packet);

                Assert.Equal(length < headers ? DecodeOutcome.Cut : DecodeOutcome.Ip, outcome);
                if (outcome == DecodeOutcome.Ip)
                {
                    Assert.Equal(13, packet.PayloadLength);
                    Assert.Equal(Math.Min(13, length - headers), packet.Payload.Length);
                    Assert.Equal(length < headers + 13, packet.IsCut);
                }

                outcome = PacketDecoder.Decode(LinkType.Ethernet, frame.AsSpan(0, length), length, out _);
                Assert.Equal(length < headers ? DecodeOutcome.Malformed : DecodeOutcome.Ip, outcome);
            }
        }
    }

    [Fact]
    public void An_original_length_below_the_captured_one_is_not_believed()
    {
        byte[] frame = PacketBuilder.Ethernet(Ipv4);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Ethernet, frame, -5, out Packet packet));
        Assert.Equal(13, packet.Payload.Length);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(147)]
    [InlineData(65535)]
    public void An_unknown_link_type_is_unsupported(int link)
    {
        Assert.Equal(DecodeOutcome.UnsupportedLink, PacketDecoder.Decode((LinkType)link, Ipv4, Ipv4.Length, out _));
    }

    [Fact]
    public void Damaged_frames_of_every_link_type_keep_the_promises_of_a_packet()
    {
        LinkType[] links = [.. Enum.GetValues<LinkType>()];
        byte[][] samples =
        [
            PacketBuilder.EthernetOf(0x0800, Ipv4, vlans: [1, 2]),
            PacketBuilder.EthernetOf(0x86DD, PacketBuilder.Fragment(Ipv6, 56)[0]),
            PacketBuilder.EthernetOf(0x8847, [0, 0, 1, 64, .. Ipv4]),
            PacketBuilder.EthernetOf(0x8864, [0x11, 0, 0, 1, 0, 35, 0, 0x21, .. Ipv4]),
            Ipv4,
            Ipv6,
            [0xFF, 0x03, 0x00, 0x57, .. Ipv6],
            [2, 0, 0, 0, .. Ipv4],
        ];
        int reached = 0;
        foreach (byte[] sample in samples)
        {
            foreach (byte[] frame in Mutations.Of(sample, count: 2000, seed: 7))
            {
                foreach (LinkType link in links)
                {
                    int original = frame.Length + (frame.Length % 3 * 100);
                    if (PacketDecoder.Decode(link, frame, original, out Packet packet) == DecodeOutcome.Ip)
                    {
                        reached++;
                        Assert.InRange(packet.Payload.Length, 0, packet.PayloadLength);
                        Assert.InRange(packet.PayloadLength, 0, packet.IpLength);
                        Assert.InRange(packet.FragmentOffset, 0, 65528);
                        Assert.True(packet.IpVersion is 4 or 6);
                    }
                }
            }
        }

        Assert.InRange(reached, 10_000, int.MaxValue);
    }

    [Fact]
    public void Decoding_allocates_nothing()
    {
        byte[] frame = PacketBuilder.Ethernet(Ipv4);
        PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out _);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
