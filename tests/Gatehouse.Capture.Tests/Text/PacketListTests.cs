using Gatehouse.Capture.Text;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Tests.Text;

public sealed class PacketListTests
{
    private const string Tail = "50420 → 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460";

    [Theory]
    [InlineData("7 1.250000 198.51.100.1 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("    7   1.250000 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("7\t1.250000\t198.51.100.1\t→\t198.51.100.2\tTCP\t74\t" + Tail)]
    [InlineData("7 1.250000 198.51.100.1 -> 198.51.100.2 TCP 74 50420 -> 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460")]
    [InlineData("7 1.250000 198.51.100.1 &gt; 198.51.100.2 TCP 74 50420 &gt; 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460")]
    [InlineData("7 1.250000 198.51.100.1 198.51.100.2 TCP 74 50420&nbsp;&#8594;&nbsp;4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460")]
    [InlineData("12:00:01.250000 7 1.250000 198.51.100.1 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("> 7 1.250000 198.51.100.1 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("  • 7 1.250000 198.51.100.1 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("| 7 | 1.250000 | 198.51.100.1 | 198.51.100.2 | TCP | 74 | " + Tail + " |")]
    [InlineData("| 7 | 1.250000 | `198.51.100.1` | 198.51.100.2 | TCP | **74** | 50420 \\> 4343 \\[SYN\\] Seq=0 Win=64240 Len=0 MSS=1460 |")]
    [InlineData("\"7\",\"1.250000\",\"198.51.100.1\",\"198.51.100.2\",\"TCP\",\"74\",\"" + Tail + "\"")]
    [InlineData("<tr><td>7</td><td>1.250000</td><td>198.51.100.1</td><td>198.51.100.2</td><td>TCP</td><td>74</td><td>" + Tail + "</td></tr>")]
    [InlineData("第一个包： 7 1.250000 198.51.100.1 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("7\u00A01.250000\u00A0198.51.100.1\u200B 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("7 1,250000 198.51.100.1 198.51.100.2 TCP 74 " + Tail)]
    [InlineData("7 1.250000 198.51.100.1 50420 198.51.100.2 4343 TCP 74 " + Tail)]
    [InlineData("7 1.250000 198.51.100.1:50420 198.51.100.2:4343 TCP 74 " + Tail)]
    [InlineData("7 1.250000 TCP 74 198.51.100.1 198.51.100.2 " + Tail)]
    [InlineData("7 1.250000 198.51.100.1 198.51.100.2 74 TCP " + Tail)]
    [InlineData("7 1.250000 198.51.100.1→198.51.100.2TCP 74 50420→4343[SYN]Seq=0Win=64240Len=0MSS=1460")]
    [InlineData("7 1.250000 198.51.100.2 ← 198.51.100.1 TCP 74 " + Tail)]
    [InlineData("7 1.250000 198.51.100.1 198.51.100.2\nTCP 74 " + Tail)]
    [InlineData("7 1.250000 198.51.100.1 198.51.100.2 TCP 74\n" + Tail)]
    [InlineData("7 1.250000 198.51.100.1 198.51.100.2 TCP 74 50420 → 4343 [SYN]\nSeq=0 Win=64240\nLen=0 MSS=1460")]
    [InlineData("7\n1.250000\n198.51.100.1\n198.51.100.2\nTCP\n74\n" + Tail)]
    public void Reads_every_column_layout_alike(string text)
    {
        TextFrame frame = Assert.Single(PacketTextReader.Read(text).Frames);

        Assert.Equal(7, frame.Number);
        Assert.Equal(1, frame.Line);
        Assert.Equal(1.25, frame.Relative);
        Assert.Equal("198.51.100.1:50420", frame.Source.ToString());
        Assert.Equal("198.51.100.2:4343", frame.Destination.ToString());
        Assert.Equal(IpProtocol.Tcp, frame.Protocol);
        Assert.Equal(74, frame.Length);
        Assert.Equal(new TextTcp(TcpFlags.Syn, 0, null, 64240, 0, 1460), frame.Tcp);
    }

    [Theory]
    [InlineData("2 2018-05-02 18:19:56.533860 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail, "2018-05-02T18:19:56.533860Z")]
    [InlineData("2 2018-05-02T18:19:56.533860Z 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail, "2018-05-02T18:19:56.533860Z")]
    [InlineData("2 2018-05-02T18:19:56.5+0700 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail, "2018-05-02T11:19:56.500Z")]
    [InlineData("2 2018/122 18:19:56.533860 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail, "2018-05-02T18:19:56.533860Z")]
    [InlineData("2 1525285196.533860 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail, "2018-05-02T18:19:56.533860Z")]
    [InlineData("2 May  2, 2018 18:19:56.533860 UTC 198.51.100.1 198.51.100.2 TCP 74 " + Tail, "2018-05-02T18:19:56.533860Z")]
    [InlineData("2 May  2, 2018 18:19:56.533860 中国标准时间 198.51.100.1 198.51.100.2 TCP 74 " + Tail, "2018-05-02T18:19:56.533860Z")]
    [InlineData("2 18:19:56.533860 198.51.100.1 198.51.100.2 TCP 74 " + Tail, "")]
    public void Reads_printed_dates(string text, string expected)
    {
        TextFrame frame = Assert.Single(PacketTextReader.Read(text).Frames);

        Assert.Equal(2, frame.Number);
        Assert.Equal(expected, frame.Time.ToString());
    }

    [Fact]
    public void Says_that_a_date_without_a_zone_is_taken_as_utc()
    {
        PacketText text = PacketTextReader.Read("2 2018-05-02 18:19:56.5 198.51.100.1 → 198.51.100.2 TCP 74 " + Tail);

        Assert.Contains(text.Notes, note => note.Contains("taken as UTC", StringComparison.Ordinal));
    }

    [Fact]
    public void Reads_ipv6_addresses_and_udp()
    {
        TextFrame frame = Assert.Single(PacketTextReader.Read("9 0.5 2001:db8::1 → 2001:db8::2 UDP 110 51000 → 9029 Len=48").Frames);

        Assert.Equal("[2001:db8::1]:51000", frame.Source.ToString());
        Assert.Equal("[2001:db8::2]:9029", frame.Destination.ToString());
        Assert.Equal(IpProtocol.Udp, frame.Protocol);
        Assert.Equal(48, frame.UdpLength);
        Assert.Null(frame.Fragment);
    }

    [Fact]
    public void Reads_the_order_of_addresses_from_the_heading()
    {
        const string text = "No. Time Destination Source Protocol Length Info\n1 0.0 198.51.100.2 198.51.100.1 TCP 74 " + Tail;

        Assert.Equal("198.51.100.1:50420", Assert.Single(PacketTextReader.Read(text).Frames).Source.ToString());
    }

    [Fact]
    public void Resolves_names_that_a_detail_tree_explains()
    {
        const string text = """
            1 0.0 client.example → server.example TCP 74 50420 → 4343 [SYN] Seq=0 Len=0
            Internet Protocol Version 4, Src: client.example (198.51.100.1), Dst: server.example (198.51.100.2)
            Transmission Control Protocol, Src Port: 50420, Dst Port: https (443), Seq: 0, Len: 0
            2 0.1 server.example → client.example TCP 54 443 → 50420 [RST, ACK] Seq=1 Ack=1 Win=0 Len=0
            """;

        IReadOnlyList<TextFrame> frames = PacketTextReader.Read(text).Frames;

        Assert.Equal("198.51.100.2:443", frames[^1].Source.ToString());
        Assert.Equal("198.51.100.1:50420", frames[^1].Destination.ToString());
    }

    [Fact]
    public void Reads_fragments_and_completes_the_last_one()
    {
        const string text = """
            1 0.000000 10.0.3.50 → 10.0.2.105 IPv4 1514 Fragmented IP protocol (proto=UDP 17, off=0, ID=3a2f) [Reassembled in #2]
            2 0.000010 10.0.3.50 → 10.0.2.105 UDP 1218 51000 → 9029 Len=2656
            3 0.000020 10.0.3.50 → 10.0.2.105 IPv4 1218 Fragmented IP protocol (proto=UDP 0x11, off=1480, ID=3a30)
            4 0.000030 10.0.3.50 → 10.0.2.105 UDP 50 51000 → 9029 Len=8
            5 0.000040 2001:db8::1 → 2001:db8::2 IPv6 1510 IPv6 fragment (off=1448 more=y ident=0x0a0b0c0d nxt=17)
            6 0.000050 2001:db8::1 → 2001:db8::2 IPv6 1278 IPv6 fragment (off=1448 more=n ident=0x0a0b0c0e nxt=17)
            7 0.000060 2001:db8::1 → 2001:db8::2 IPv6 1510 IPv6 fragment (off=0 more=y ident=0x0a0b0c0f nxt=17) [Reassembled in #8]
            8 0.000070 2001:db8::1 → 2001:db8::2 UDP 1278 51000 → 9029 Len=2656
            """;

        IReadOnlyList<TextFrame> frames = PacketTextReader.Read(text).Frames;

        Assert.Equal(new TextFragment(0x3a2f, 0, 1480, true), frames[0].Fragment);
        Assert.Equal(new TextFragment(0x3a2f, 1480, 1184, false), frames[1].Fragment);
        Assert.Equal(new TextFragment(0x3a30, 1480, 1184, null), frames[2].Fragment);
        Assert.Null(frames[3].Fragment);
        Assert.Equal(new TextFragment(0x0a0b0c0d, 1448, 1448, true), frames[4].Fragment);
        Assert.Equal(new TextFragment(0x0a0b0c0e, 1448, 1216, false), frames[5].Fragment);
        Assert.Equal(new TextFragment(0x0a0b0c0f, 0, 1448, true), frames[6].Fragment);
        Assert.Equal(new TextFragment(0x0a0b0c0f, 1448, 1216, false), frames[7].Fragment);
        Assert.All(frames, frame => Assert.Equal(IpProtocol.Udp, frame.Protocol));
    }

    [Fact]
    public void Names_tls_messages_without_inventing_their_fields()
    {
        const string text = """
            1 0.0 198.51.100.1 → 198.51.100.2 TLSv1.1 250 Client Hello (SNI=gate.example)
            2 0.1 198.51.100.2 → 198.51.100.1 TLSv1.2 1400 Server Hello, Certificate, Server Key Exchange, Server Hello Done
            3 0.2 198.51.100.1 → 198.51.100.2 TLSv1.2 180 Client Key Exchange, Change Cipher Spec, Encrypted Handshake Message
            4 0.3 198.51.100.2 → 198.51.100.1 TLSv1.2 61 Alert (Level: Fatal, Description: Unknown CA)
            5 0.4 198.51.100.2 → 198.51.100.1 TLSv1.2 97 Encrypted Alert
            6 0.5 198.51.100.2 → 198.51.100.1 TLSv1.3 97 Application Data [TCP segment of a reassembled PDU]
            """;

        IReadOnlyList<TextFrame> frames = PacketTextReader.Read(text).Frames;

        ClientHello hello = Assert.Single(frames[0].Tls).ClientHello!;
        Assert.Equal(0, hello.LegacyVersion);
        Assert.Equal(0, hello.HighestVersion);
        Assert.Equal("gate.example", hello.ServerName);
        Assert.Equal(0, frames[1].Tls[0].ServerHello!.Version);
        Assert.Equal(
            [HandshakeType.Certificate, HandshakeType.ServerKeyExchange, HandshakeType.ServerHelloDone],
            frames[1].Tls.Skip(1).Select(message => message.Handshake!.Value));
        Assert.Equal(HandshakeType.ClientKeyExchange, frames[2].Tls[0].Handshake);
        Assert.True(frames[2].Tls[1].ChangeCipherSpec);
        Assert.True(frames[2].Tls[2].EncryptedHandshake);
        Assert.Equal(new TlsAlert(2, 48, IsEncrypted: false), Assert.Single(frames[3].Tls).Alert);
        Assert.Equal(new TlsAlert(0, 0, IsEncrypted: true), Assert.Single(frames[4].Tls).Alert);
        Assert.True(Assert.Single(frames[5].Tls).ApplicationData);
    }

    [Fact]
    public void Gives_tls_lines_the_ports_of_the_only_conversation()
    {
        const string syn = "1 0.0 198.51.100.1 → 198.51.100.2 TCP 74 50420 → 4343 [SYN] Seq=0 Len=0\n";
        const string other = "2 0.1 198.51.100.1 → 198.51.100.2 TCP 74 50421 → 4343 [SYN] Seq=0 Len=0\n";
        const string hello = "3 0.2 198.51.100.2 → 198.51.100.1 TLSv1.2 250 Server Hello";

        Assert.Equal("198.51.100.2:4343", PacketTextReader.Read(syn + hello).Frames[^1].Source.ToString());
        Assert.Equal("198.51.100.2:0", PacketTextReader.Read(syn + other + hello).Frames[^1].Source.ToString());
    }

    [Theory]
    [InlineData("[TCP Retransmission] 50420 → 4343 [PSH, ACK] Seq=1 Ack=1 Win=8 Len=9", TcpFlags.Psh | TcpFlags.Ack)]
    [InlineData("[TCP Previous segment not captured] 50420 → 4343 [ACK] Seq=1 Ack=1 Win=8 Len=9", TcpFlags.Ack)]
    [InlineData("50420 → 4343 [FIN, PSH, ACK, ECE, CWR] Seq=1 Ack=1 Win=8 Len=9", (TcpFlags)0xD9)]
    [InlineData("50420 → 4343 [<None>] Seq=1 Ack=1 Win=8 Len=9", TcpFlags.None)]
    public void Reads_flags_behind_remarks(string info, TcpFlags flags)
    {
        TextFrame frame = Assert.Single(PacketTextReader.Read($"4 0.0 198.51.100.1 198.51.100.2 TCP 66 {info}").Frames);

        Assert.Equal(new TextTcp(flags, 1, 1, 8, 9, null), frame.Tcp);
        Assert.Equal(info, frame.Info);
    }

    [Fact]
    public void Keeps_what_icmp_says()
    {
        TextFrame frame = Assert.Single(
            PacketTextReader.Read("3 2.0 10.0.2.105 → 10.0.3.50 ICMP 70 Destination unreachable (Port unreachable)").Frames);

        Assert.Equal(IpProtocol.Icmp, frame.Protocol);
        Assert.Equal("Destination unreachable (Port unreachable)", frame.Info);
    }

    [Theory]
    [InlineData("permit 10.0.3.50 -> 10.0.2.105 TCP 4343")]
    [InlineData("1 10.0.3.50 -> 10.0.2.105 TCP 4343 allow")]
    [InlineData("10.0.3.50 10.0.2.105 TCP")]
    [InlineData("2018-05-02 18:19:56 client 10.0.3.50 connected to 10.0.2.105 over TLSv1.2 in 40 ms")]
    [InlineData("Transmission Control Protocol is a transport; see Frame 4: some bytes.")]
    [InlineData("0000  3a 3a 31 20 3e 20 3a 3a   1 0.0 ::1 > ::2 TCP 9 1 > 2 [SYN] Seq=0")]
    [InlineData("")]
    public void Takes_no_prose_or_rule_for_packets(string text)
    {
        Assert.False(PacketTextReader.Read(text).LooksLikePacketText);
    }
}
