using System.Globalization;
using Gatehouse.Capture.Text;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Tests.Text;

/// <summary>What is read from tshark's printed text must be what tshark reports field by field.</summary>
public sealed class PacketTextOracleTests
{
    private const string Client = "192.0.2.10";
    private const string Server = "192.0.2.200";

    private static readonly string[] AsTls = ["-d", "tcp.port==4343,tls"];

    private static readonly string[] Fields =
    [
        "frame.number", "frame.len", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.ack", "tcp.len", "tcp.flags",
        "udp.length", "ip.id", "ip.frag_offset", "tls.handshake.version", "tls.handshake.ciphersuite", "tls.handshake.extension.type",
        "tls.handshake.extensions_server_name", "tls.alert_message.desc",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_detail_trees_as_tshark_means_them(bool withSummary) =>
        Compare(withSummary ? ["-P", "-V"] : ["-V"], CheckDetail);

    [Theory]
    [InlineData("r", false)]
    [InlineData("ad", true)]
    [InlineData("a", false)]
    [InlineData("e", true)]
    public void Reads_packet_lists_as_tshark_means_them(string timeFormat, bool dated) => Compare(
        ["-t", timeFormat],
        (fact, frame) =>
        {
            CheckCommon(fact, frame);
            Assert.Equal(dated, frame.Time.IsKnown);
        });

    private static void Compare(string[] options, Action<string[], TextFrame> check)
    {
        if (!Tshark.IsAvailable)
        {
            Assert.Skip("tshark is not installed");
        }

        string capture = Capture();
        try
        {
            IReadOnlyList<string[]> facts = Tshark.Fields(capture, AsTls, Fields);
            IReadOnlyList<TextFrame> frames = PacketTextReader.Read(Tshark.Print(capture, [.. AsTls, .. options])).Frames;

            Assert.Equal(facts.Count, frames.Count);
            for (int i = 0; i < facts.Count; i++)
            {
                check(facts[i], frames[i]);
            }
        }
        finally
        {
            File.Delete(capture);
        }
    }

    private static void CheckCommon(string[] fact, TextFrame frame)
    {
        Assert.Equal(fact[0], Print(frame.Number));
        Assert.Equal(fact[1], Print(frame.Length));
        Assert.Equal(fact[2], frame.Source.Address.ToString());
        Assert.Equal(fact[3], frame.Destination.Address.ToString());
        if (fact[4].Length > 0)
        {
            // Packet lists print no ports beside TLS; the only conversation of the two ends has them.
            Assert.Equal(IpProtocol.Tcp, frame.Protocol);
            Assert.Equal(fact[4], Print(frame.Source.Port));
            Assert.Equal(fact[5], Print(frame.Destination.Port));
        }

        Assert.Equal(fact[14].Length > 0 ? 1 : 0, frame.Tls.Count(message => message.ClientHello is not null || message.ServerHello is not null));
        Assert.Equal(fact[17], Print(frame.Tls.FirstOrDefault(message => message.Alert is not null)?.Alert?.Description));
    }

    private static void CheckDetail(string[] fact, TextFrame frame)
    {
        CheckCommon(fact, frame);
        Assert.True(frame.Time.IsKnown);
        if (fact[4].Length > 0)
        {
            Assert.Equal(fact[6], Print(frame.Tcp!.Sequence));
            Assert.Equal(fact[7], Print(frame.Tcp.Acknowledgment ?? 0));
            Assert.Equal(fact[8], Print(frame.Tcp.PayloadLength));
            Assert.Equal(Convert.ToInt32(fact[9], 16) & 0xFF, (int)frame.Tcp.Flags);
        }

        Assert.Equal(fact[10], Print(frame.UdpLength + 8));
        if (frame.Fragment is TextFragment fragment)
        {
            Assert.Equal(Convert.ToUInt32(fact[11], 16), fragment.Identification);

            // The field counts units of eight octets in some versions of tshark.
            int offset = int.Parse(fact[12], CultureInfo.InvariantCulture);
            Assert.Contains(fragment.Offset, new[] { offset, offset * 8 });
        }
        else
        {
            Assert.Equal("0", fact[12]);
        }

        foreach (TextTlsMessage message in frame.Tls)
        {
            if (message.ClientHello is { } client)
            {
                Assert.Equal(Numbers(fact[13]), new[] { client.LegacyVersion });
                Assert.Equal(Numbers(fact[14]), client.CipherSuites);
                Assert.Equal(Numbers(fact[15]), client.Extensions);
                Assert.Equal(fact[16], client.ServerName);
            }
            else if (message.ServerHello is { } server)
            {
                Assert.Equal(Numbers(fact[13]), new[] { server.LegacyVersion });
                Assert.Equal(Numbers(fact[14]), new[] { server.CipherSuite });
            }
        }
    }

    private static string Print(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? string.Empty;

    private static ushort[] Numbers(string list) =>
        [.. list.Split(',').Select(item => (ushort)(item.StartsWith("0x", StringComparison.Ordinal) ? Convert.ToInt32(item, 16) : int.Parse(item, CultureInfo.InvariantCulture)))];

    /// <summary>A failed handshake and a fragmented datagram, as a capture file.</summary>
    private static string Capture()
    {
        byte[] hello = ClientHello();
        byte[] alert = [21, 3, 3, 0, 2, 2, 70];
        byte[] server = ServerHello();
        uint answer = 1001 + (uint)hello.Length;
        byte[] datagram = PacketBuilder.Udp(Client, 51000, Server, 9029, new byte[1536], identification: 0x3a2f);
        IEnumerable<byte[]> packets =
        [
            PacketBuilder.Tcp(Client, 50420, Server, 4343, 0x02, 1000, 0),
            PacketBuilder.Tcp(Server, 4343, Client, 50420, 0x12, 5000, 1001),
            PacketBuilder.Tcp(Client, 50420, Server, 4343, 0x10, 1001, 5001),
            PacketBuilder.Tcp(Client, 50420, Server, 4343, 0x18, 1001, 5001, hello),
            PacketBuilder.Tcp(Server, 4343, Client, 50420, 0x18, 5001, answer, server),
            PacketBuilder.Tcp(Server, 4343, Client, 50420, 0x18, 5001 + (uint)server.Length, answer, alert),
            PacketBuilder.Tcp(Server, 4343, Client, 50420, 0x14, 5008 + (uint)server.Length, answer),
            .. PacketBuilder.Fragment(datagram, mtu: 1500),
        ];
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pcap");
        File.WriteAllBytes(path, CaptureBuilder.PcapOf(1, packets.Select(packet => PacketBuilder.Ethernet(packet))));
        return path;
    }

    private static byte[] ClientHello()
    {
        byte[] name = [.. "gate.example"u8];
        byte[] extensions =
        [
            0, 0, 0, (byte)(name.Length + 5), 0, (byte)(name.Length + 3), 0, 0, (byte)name.Length, .. name,
            0, 10, 0, 4, 0, 2, 0, 0x17, 0x0A, 0x0A, 0, 0, 0, 35, 0, 0, 0xFF, 1, 0, 1, 0,
        ];
        byte[] body = [3, 3, .. Enumerable.Repeat((byte)0xA5, 32), 0, 0, 6, 0xC0, 0x2F, 0x00, 0x9C, 0x00, 0x2F, 1, 0, 0, (byte)extensions.Length, .. extensions];
        return [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }

    private static byte[] ServerHello()
    {
        byte[] body = [3, 2, .. Enumerable.Repeat((byte)0x5A, 32), 0, 0x00, 0x2F, 0];
        return [22, 3, 2, 0, (byte)(body.Length + 4), 2, 0, 0, (byte)body.Length, .. body];
    }
}
