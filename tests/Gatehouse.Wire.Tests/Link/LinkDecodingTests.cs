using Gatehouse.Tests.Common;
using Gatehouse.Wire.Link;

namespace Gatehouse.Wire.Tests.Link;

public class LinkDecodingTests
{
    private static readonly byte[] Ipv4 = PacketBuilder.Udp("10.0.0.1", 40000, "10.0.0.2", 9019, "hello"u8);
    private static readonly byte[] Ipv6 = PacketBuilder.Udp("2001:db8::1", 40000, "2001:db8::2", 9019, "hello"u8);

    public static TheoryData<string, LinkType, byte[], int> HeadersBeforeIp => new()
    {
        { "Ethernet", LinkType.Ethernet, Ethernet(0x08, 0x00), 4 },
        { "service and customer tag", LinkType.Ethernet, Ethernet(0x88, 0xA8, 0, 5, 0x81, 0, 0, 6, 0x86, 0xDD), 6 },
        { "old service tag", LinkType.Ethernet, Ethernet(0x91, 0x00, 0, 5, 0x08, 0x00), 4 },
        { "802.3 SNAP", LinkType.Ethernet, Ethernet(0, 41, 0xAA, 0xAA, 3, 0, 0, 0, 0x08, 0x00), 4 },
        { "802.1H tunnel", LinkType.Ethernet, Ethernet(0, 61, 0xAA, 0xAA, 3, 0, 0, 0xF8, 0x86, 0xDD), 6 },
        { "802.3 LLC with IP", LinkType.Ethernet, Ethernet(0, 36, 6, 6, 3), 4 },
        { "tagged SNAP", LinkType.Ethernet, Ethernet(0x81, 0, 0, 5, 0, 41, 0xAA, 0xAA, 3, 0, 0, 0, 0x08, 0x00), 4 },
        { "PPPoE", LinkType.Ethernet, Ethernet(0x88, 0x64, 0x11, 0, 0, 9, 0, 35, 0, 0x21), 4 },
        { "PPPoE with IPv6", LinkType.Ethernet, Ethernet(0x88, 0x64, 0x11, 0, 0, 9, 0, 55, 0, 0x57), 6 },
        { "two MPLS labels", LinkType.Ethernet, Ethernet(0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64), 4 },
        { "one MPLS label, IPv6", LinkType.Ethernet, Ethernet(0x88, 0x47, 0, 1, 1, 64), 6 },
        { "cooked 1", LinkType.LinuxSll, [0, 4, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x08, 0x00], 4 },
        { "cooked 1 with a tag", LinkType.LinuxSll, [0, 0, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x81, 0, 0, 5, 0x86, 0xDD], 6 },
        { "cooked 2", LinkType.LinuxSll2, [0x86, 0xDD, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0], 6 },
        { "loopback, little-endian", LinkType.Null, [2, 0, 0, 0], 4 },
        { "loopback, big-endian", LinkType.Null, [0, 0, 0, 2], 4 },
        { "loopback, Linux IPv6", LinkType.Null, [10, 0, 0, 0], 6 },
        { "loopback, NetBSD IPv6", LinkType.Null, [24, 0, 0, 0], 6 },
        { "loopback, FreeBSD IPv6", LinkType.Null, [0, 0, 0, 28], 6 },
        { "loopback, Darwin IPv6", LinkType.Null, [30, 0, 0, 0], 6 },
        { "OpenBSD loopback", LinkType.Loop, [0, 0, 0, 2], 4 },
        { "PPP", LinkType.Ppp, [0xFF, 3, 0, 0x21], 4 },
        { "PPP without address", LinkType.Ppp, [0, 0x57], 6 },
        { "PPP, protocol compressed", LinkType.Ppp, [0xFF, 3, 0x21], 4 },
        { "PPP, all compressed", LinkType.PppHdlc, [0x57], 6 },
        { "Cisco HDLC", LinkType.PppHdlc, [0x0F, 0, 0x08, 0], 4 },
        { "PPPoE without Ethernet", LinkType.PppEther, [0x11, 0, 0, 9, 0, 35, 0, 0x21], 4 },
        { "raw", LinkType.Raw, [], 4 },
        { "raw, BSD", LinkType.RawBsd, [], 6 },
        { "raw, OpenBSD", LinkType.RawOpenBsd, [], 6 },
        { "raw IPv4", LinkType.Ipv4, [], 4 },
        { "raw IPv6", LinkType.Ipv6, [], 6 },
    };

    public static TheoryData<string, LinkType, byte[], int> FramesWithoutIp => new()
    {
        { "ARP", LinkType.Ethernet, Ethernet(0x08, 0x06, 0, 1), 0x0806 },
        { "802.1X behind a tag", LinkType.Ethernet, Ethernet(0x81, 0, 0, 5, 0x88, 0x8E, 1, 0), 0x888E },
        { "spanning tree", LinkType.Ethernet, Ethernet(0, 38, 0x42, 0x42, 3, 0, 0), 0 },
        { "Cisco discovery", LinkType.Ethernet, Ethernet(0, 60, 0xAA, 0xAA, 3, 0, 0, 0x0C, 0x20, 0), 0 },
        { "PPPoE discovery", LinkType.Ethernet, Ethernet(0x88, 0x63, 0x11, 9, 0, 0, 0, 0), 0x8863 },
        { "PPPoE discovery, raw", LinkType.PppEther, [0x11, 9, 0, 0, 0, 0], 0x8863 },
        { "PPPoE link control", LinkType.Ethernet, Ethernet(0x88, 0x64, 0x11, 0, 0, 9, 0, 6, 0xC0, 0x21), 0x8864 },
        { "PPP link control", LinkType.Ppp, [0xFF, 3, 0xC0, 0x21], 0x880B },
        { "MPLS pseudowire", LinkType.Ethernet, Ethernet(0x88, 0x47, 0, 1, 1, 64, 0, 0, 0, 0), 0x8847 },
        { "cooked ARP", LinkType.LinuxSll, [0, 4, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0, 0, 0x08, 0x06], 0x0806 },
        { "cooked netlink", LinkType.LinuxSll, [0, 4, 3, 0x38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x08, 0x00], 0 },
        { "loopback with another family", LinkType.Null, [7, 0, 0, 0], 0 },
        { "raw with another version", LinkType.Raw, [0x50], 0 },
    };

    [Theory]
    [MemberData(nameof(HeadersBeforeIp))]
    public void Finds_IP_behind(string what, LinkType link, byte[] header, int version)
    {
        byte[] ip = version == 4 ? Ipv4 : Ipv6;
        byte[] frame = [.. header, .. ip, 0xEE, 0xEE];

        DecodeOutcome outcome = PacketDecoder.Decode(link, frame, frame.Length, out Packet packet);

        Assert.True(outcome == DecodeOutcome.Ip, what);
        Assert.Equal(version, packet.IpVersion);
        Assert.Equal(version == 4 ? 0x0800 : 0x86DD, packet.EtherType);
        Assert.Equal(ip[^13..], packet.Payload.ToArray());
    }

    [Theory]
    [MemberData(nameof(HeadersBeforeIp))]
    public void A_snap_length_within_the_headers_is_a_cut(string what, LinkType link, byte[] header, int version)
    {
        byte[] ip = version == 4 ? Ipv4 : Ipv6;
        byte[] frame = [.. header, .. ip];
        for (int length = 0; length < frame.Length - 13; length++)
        {
            DecodeOutcome outcome = PacketDecoder.Decode(link, frame.AsSpan(0, length), frame.Length, out _);
            Assert.True(outcome == DecodeOutcome.Cut, $"{what} at {length}");
        }
    }

    [Theory]
    [MemberData(nameof(FramesWithoutIp))]
    public void Names_the_EtherType_of_what_is_not_IP(string what, LinkType link, byte[] frame, int etherType)
    {
        Assert.True(DecodeOutcome.NotIp == PacketDecoder.Decode(link, frame, frame.Length, out Packet packet), what);
        Assert.Equal(etherType, packet.EtherType);
    }

    [Fact]
    public void Reports_the_outermost_of_stacked_tags()
    {
        byte[] frame = PacketBuilder.Ethernet(Ipv4, vlans: [0x2064, 0x00C8]);

        PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out Packet packet);

        Assert.Equal(2, packet.VlanCount);
        Assert.Equal(0x064, packet.Vlan);
    }

    [Fact]
    public void Takes_the_source_address_from_cooked_captures()
    {
        byte[] first = [0, 4, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0xFF, 0xFF, 0x08, 0x00, .. Ipv4];
        byte[] second = [0x08, 0x00, 0, 0, 0, 0, 0, 2, 0, 1, 0, 6, 1, 2, 3, 4, 5, 6, 0xFF, 0xFF, .. Ipv4];

        PacketDecoder.Decode(LinkType.LinuxSll, first, first.Length, out Packet one);
        PacketDecoder.Decode(LinkType.LinuxSll2, second, second.Length, out Packet two);

        Assert.Equal(0x0102_0304_0506ul, one.SourceMac);
        Assert.Equal(0x0102_0304_0506ul, two.SourceMac);
    }

    [Fact]
    public void Passes_tags_up_to_the_limit_and_rejects_one_more()
    {
        byte[] most = PacketBuilder.Ethernet(Ipv4, vlans: new ushort[EtherTypeChain.MaxVlanTags]);
        byte[] tooMany = PacketBuilder.Ethernet(Ipv4, vlans: new ushort[EtherTypeChain.MaxVlanTags + 1]);

        Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Ethernet, most, most.Length, out _));
        Assert.Equal(DecodeOutcome.Malformed, PacketDecoder.Decode(LinkType.Ethernet, tooMany, tooMany.Length, out _));
    }

    [Fact]
    public void Rejects_labels_beyond_the_limit()
    {
        byte[] frame = PacketBuilder.EthernetOf(0x8847, new byte[4 * (EtherTypeChain.MaxMplsLabels + 1)]);

        Assert.Equal(DecodeOutcome.Malformed, PacketDecoder.Decode(LinkType.Ethernet, frame, frame.Length, out _));
    }

    [Theory]
    [InlineData(LinkType.Ipv4, 6)]
    [InlineData(LinkType.Ipv6, 4)]
    public void Rejects_the_other_IP_version(LinkType link, int version)
    {
        byte[] ip = version == 4 ? Ipv4 : Ipv6;

        Assert.Equal(DecodeOutcome.Malformed, PacketDecoder.Decode(link, ip, ip.Length + 100, out _));
    }

    private static byte[] Ethernet(params byte[] typeAndRest) => [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, .. typeAndRest];
}
