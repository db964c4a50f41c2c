using System.Buffers;
using System.Globalization;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;
using Gatehouse.Wire.Dns;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Link;
using Gatehouse.Wire.Radius;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Tests.Link;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Wire.Tests;

/// <summary>Compares our reading with tshark's, field by field.</summary>
public class TsharkAgreementTests
{
    private static readonly byte[] SynOptions = [2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0, 0, 0, 9, 0, 0, 0, 8, 1, 3, 3, 7];

    private static readonly byte[][] IpPackets =
    [
        PacketBuilder.Tcp("10.0.0.1", 50000, "192.0.2.9", 4343, 0x02, sequence: 0xCAFE_F00D, options: SynOptions, identification: 7),
        PacketBuilder.Tcp("192.0.2.9", 4343, "10.0.0.1", 50000, 0x14, sequence: 1, acknowledgment: 0xCAFE_F00E, window: 0, ttl: 250),
        PacketBuilder.Tcp("2001:db8::1", 50001, "2001:db8::9", 443, 0x18, payload: "data"u8),
        PacketBuilder.Udp("10.0.0.1", 40000, "10.0.0.2", 9020, "hello"u8, identification: 0xFFFF),
        PacketBuilder.Udp("2001:db8::1", 40000, "2001:db8::2", 9020, "hello"u8, ttl: 3),
        .. PacketBuilder.Fragment(PacketBuilder.Udp("10.0.0.1", 40000, "10.0.0.2", 9020, new byte[3000], identification: 99), 1500),
        .. PacketBuilder.Fragment(PacketBuilder.Udp("2001:db8::1", 40000, "2001:db8::2", 9020, new byte[3000]), 1280, 0xDEADBEEF),
        PacketBuilder.Ip("10.0.0.1", "10.0.0.2", 253, "options"u8, options: [7, 7, 4, 0, 0, 0, 0, 0]),
    ];

    [Fact]
    public void Agrees_on_Ethernet_and_IP()
    {
        SkipWithoutTshark();
        byte[][] frames =
        [
            .. IpPackets.Select((packet, i) => PacketBuilder.Ethernet(packet, vlans: i % 2 == 0 ? [] : [(ushort)(i + 100), 7])),
        ];
        IReadOnlyList<string[]> rows = Tshark.Fields(
            CaptureBuilder.PcapOf(1, frames, snapLength: 200),
            "eth.src", "vlan.id", "ip.src", "ip.dst", "ipv6.src", "ipv6.dst", "ip.proto", "ip.ttl", "ipv6.hlim", "ip.id", "ip.len",
            "ip.frag_offset", "ip.flags.mf", "ip.flags.df", "ipv6.plen", "ipv6.fraghdr.ident", "ipv6.fraghdr.offset", "ipv6.fraghdr.more",
            "ipv6.fraghdr.nxt");

        Assert.Equal(frames.Length, rows.Count);
        for (int i = 0; i < frames.Length; i++)
        {
            string[] row = rows[i];
            ReadOnlySpan<byte> captured = frames[i].AsSpan(0, Math.Min(200, frames[i].Length));
            Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(LinkType.Ethernet, captured, frames[i].Length, out Packet packet));
            Assert.Equal(row[0].Replace(":", "", StringComparison.Ordinal), packet.SourceMac.ToString("x12", CultureInfo.InvariantCulture));
            Assert.Equal(row[1].Split(',')[0], packet.VlanCount > 0 ? packet.Vlan.ToString(CultureInfo.InvariantCulture) : "");
            Assert.Equal(row[2] + row[4], packet.Source.ToString());
            Assert.Equal(row[3] + row[5], packet.Destination.ToString());
            Assert.Equal(Number(row[7] + row[8]), packet.Ttl);
            if (packet.IpVersion == 4)
            {
                Assert.Equal(Number(row[6]), (byte)packet.Protocol);
                Assert.Equal(Number(row[9]), packet.Identification);
                Assert.Equal(Number(row[10]), packet.IpLength);
                // Versions of tshark differ in whether they print octets or units of eight.
                Assert.Contains(Number(row[11]), new long[] { packet.FragmentOffset, packet.FragmentOffset / 8 });
                Assert.Equal(Flag(row[12]), packet.MoreFragments);
                Assert.Equal(Flag(row[13]), packet.DontFragment);
            }
            else
            {
                Assert.Equal(Number(row[14]) + 40, packet.IpLength);
                Assert.Equal(packet.IsFragment ? Number(row[15]) : 0, packet.Identification);
                Assert.Equal(packet.IsFragment ? Number(row[16]) * 8 : 0, packet.FragmentOffset);
                Assert.Equal(packet.IsFragment && Flag(row[17]), packet.MoreFragments);
            }
        }
    }

    [Fact]
    public void Agrees_on_where_IP_begins_behind_link_headers()
    {
        SkipWithoutTshark();

        // tshark knows the BSD values of AF_INET6 only.
        var rowsByLink = LinkDecodingTests.HeadersBeforeIp
            .Select(row => row.Data)
            .Where(row => row.Item1 != "loopback, Linux IPv6")
            .GroupBy(row => row.Item2);
        foreach (var link in rowsByLink)
        {
            byte[][] frames = [.. link.Select(row => (byte[])[.. row.Item3, .. IpPackets[row.Item4 == 4 ? 3 : 4]])];
            IReadOnlyList<string[]> rows = Tshark.Fields(CaptureBuilder.PcapOf((uint)link.Key, frames), "ip.src", "ipv6.src", "udp.dstport");

            Assert.Equal(frames.Length, rows.Count);
            for (int i = 0; i < frames.Length; i++)
            {
                Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(link.Key, frames[i], frames[i].Length, out Packet packet));
                string what = link.ElementAt(i).Item1;
                Assert.Equal($"{what}: {rows[i][0]}{rows[i][1]}", $"{what}: {packet.Source}");
                Assert.Equal("9020", rows[i][2]);
            }
        }
    }

    [Fact]
    public void Agrees_on_RADIUS_and_EAP()
    {
        SkipWithoutTshark();
        byte[] eap = [1, 9, 0, 13, 13, 0xC0, 0, 0, 0x12, 0x34, 0x16, 3, 1];
        byte[] radius =
        [
            11, 42, 0, 57, .. new byte[16], 12, 6, 0, 0, 5, 0x78, 4, 6, 192, 0, 2, 1, 24, 5, 7, 8, 9, 79, 15, .. eap, 18, 5, .. "no!"u8,
        ];
        byte[] packet = PacketBuilder.Udp("10.0.0.53", 1812, "10.0.0.1", 40000, radius);
        string[] row = Tshark.Fields(
            CaptureBuilder.PcapOf(101, [packet]),
            "radius.code", "radius.id", "eap.code", "eap.type", "eap.len")[0];

        Assert.Equal(OperationStatus.Done, RadiusPacket.Read(radius, out RadiusPacket read, out _));
        ReadOnlySpan<byte> message = read.CopyEapMessage(new byte[RadiusPacket.MaxLength]);
        Assert.Equal(OperationStatus.Done, EapPacket.Read(message, out EapPacket method, out _));
        Assert.Equal(Number(row[0]), (byte)read.Code);
        Assert.Equal(Number(row[1]), read.Identifier);
        Assert.Equal(Number(row[2]), (byte)method.Code);
        Assert.Equal(Number(row[3]), (byte)method.Type);
        Assert.Equal(Number(row[4]), message.Length);
    }

    [Fact]
    public void Agrees_on_TCP_and_its_options()
    {
        SkipWithoutTshark();
        byte[][] packets = IpPackets[..3];
        IReadOnlyList<string[]> rows = Tshark.Fields(
            CaptureBuilder.PcapOf(101, packets),
            "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "tcp.ack_raw", "tcp.flags", "tcp.window_size_value", "tcp.hdr_len", "tcp.len",
            "tcp.options.mss_val");

        for (int i = 0; i < packets.Length; i++)
        {
            string[] row = rows[i];
            PacketDecoder.Decode(LinkType.Raw, packets[i], packets[i].Length, out Packet packet);
            Assert.Equal(OperationStatus.Done, TcpHeader.Read(packet.Payload, out TcpHeader header, out _));
            TcpOptions options = TcpOptions.Read(header.Options);
            Assert.Equal(Number(row[0]), header.SourcePort);
            Assert.Equal(Number(row[1]), header.DestinationPort);
            Assert.Equal(Number(row[2]), header.SequenceNumber);
            Assert.Equal(Number(row[3]), header.AcknowledgmentNumber);
            Assert.Equal(Number(row[4]), (byte)header.Flags);
            Assert.Equal(Number(row[5]), header.Window);
            Assert.Equal(Number(row[6]), header.Length);
            Assert.Equal(Number(row[7]), header.Payload.Length);
            Assert.Equal(row[8], options.MaximumSegmentSize?.ToString(CultureInfo.InvariantCulture) ?? "");
        }
    }

    [Fact]
    public void Agrees_on_ICMP_and_what_it_quotes()
    {
        SkipWithoutTshark();
        byte[][] packets =
        [
            PacketBuilder.Icmp("10.9.9.9", "10.0.0.1", 3, 4, 1400, IpPackets[0].AsSpan(0, 28)),
            PacketBuilder.Icmp("10.0.0.2", "10.0.0.1", 11, 1, 0, IpPackets[5].AsSpan(0, 28)),
            PacketBuilder.Icmp("2001:db8::f", "2001:db8::1", 2, 0, 1280, IpPackets[2]),
        ];
        IReadOnlyList<string[]> rows = Tshark.Fields(
            CaptureBuilder.PcapOf(101, packets),
            "icmp.type", "icmpv6.type", "icmp.code", "icmpv6.code", "icmp.mtu", "icmpv6.mtu", "ip.dst", "ipv6.dst", "tcp.dstport",
            "udp.dstport", "ip.id", "icmp.checksum.status", "icmpv6.checksum.status");

        for (int i = 0; i < packets.Length; i++)
        {
            string[] row = rows[i];
            PacketDecoder.Decode(LinkType.Raw, packets[i], packets[i].Length, out Packet packet);
            Assert.Equal(OperationStatus.Done, IcmpMessage.Read(packet.Payload, packet.Protocol, out IcmpMessage message, out _));
            Assert.True(message.TryReadQuoted(out QuotedPacket quoted));
            Assert.Equal(Number(row[0] + row[1]), message.Type);
            Assert.Equal(Number(row[2] + row[3]), message.Code);
            Assert.Equal(row[4] + row[5] is { Length: > 0 } mtu ? Number(mtu) : 0, message.NextHopMtu);
            Assert.Equal((row[6] + row[7]).Split(',')[1], quoted.Destination.ToString());
            Assert.Equal(Number(row[8] + row[9]), quoted.DestinationPort);
            Assert.Equal(row[10].Length > 0 ? Number(row[10].Split(',')[1]) : 0, quoted.Identification);
            Assert.Equal("1", row[11] + row[12]);
        }
    }

    [Fact]
    public void Agrees_on_DNS()
    {
        SkipWithoutTshark();
        byte[] response =
        [
            0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0,
            6, .. "server"u8, 7, .. "example"u8, 0, 0, 1, 0, 1,
            0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 0, 2, 7,
        ];
        byte[] packet = PacketBuilder.Udp("10.0.0.53", 53, "10.0.0.1", 40000, response);
        string[] row = Tshark.Fields(
            CaptureBuilder.PcapOf(101, [packet]),
            "dns.id", "dns.flags.rcode", "dns.qry.name", "dns.qry.type", "dns.a", "udp.length")[0];

        PacketDecoder.Decode(LinkType.Raw, packet, packet.Length, out Packet decoded);
        UdpHeader.Read(decoded.Payload, out UdpHeader udp, out _);
        Assert.Equal(OperationStatus.Done, DnsMessage.Read(udp.Payload, out DnsMessage? message, out _));
        Assert.Equal(Number(row[0]), message!.Id);
        Assert.Equal(Number(row[1]), (byte)message.ResponseCode);
        Assert.Equal(row[2], message.QuestionName);
        Assert.Equal(Number(row[3]), (ushort)message.QuestionType);
        Assert.Equal(row[4], message.ResolvedAddresses()[0].ToString());
        Assert.Equal(Number(row[5]), udp.Length);
    }

    private static void SkipWithoutTshark()
    {
        if (!Tshark.IsAvailable)
        {
            Assert.Skip("tshark is not installed");
        }
    }

    private static long Number(string text) => text.StartsWith("0x", StringComparison.Ordinal)
        ? long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        : long.Parse(text, CultureInfo.InvariantCulture);

    private static bool Flag(string text) => text is "1" or "True";
}
