using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Gatehouse.Capture.Text;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Tests.Text;

/// <summary>What is read from tshark's printed text must be what tshark reports field by field.</summary>
public sealed class PacketTextOracleTests
{
    private static readonly string[] Fields =
    [
        "frame.number", "frame.len", "ip.src", "ip.dst", "tcp.srcport", "tcp.dstport", "tcp.seq", "tcp.ack", "tcp.len", "tcp.flags",
        "udp.length", "ip.id", "ip.frag_offset", "tls.handshake.version", "tls.handshake.ciphersuite", "tls.handshake.extension.type",
        "tls.handshake.extensions_server_name", "tls.alert_message.desc",
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_detail_trees_as_tshark_means_them(bool withSummary)
    {
        string capture = Capture();
        try
        {
            string printed = Tshark(capture, withSummary ? ["-P", "-V"] : ["-V"]);
            List<string[]> facts = Facts(capture);
            IReadOnlyList<TextFrame> frames = PacketTextReader.Read(printed).Frames;

            Assert.Equal(facts.Count, frames.Count);
            for (int i = 0; i < facts.Count; i++)
            {
                CheckDetail(facts[i], frames[i]);
            }
        }
        finally
        {
            File.Delete(capture);
        }
    }

    [Theory]
    [InlineData("r")]
    [InlineData("ad")]
    [InlineData("a")]
    [InlineData("e")]
    public void Reads_packet_lists_as_tshark_means_them(string timeFormat)
    {
        string capture = Capture();
        try
        {
            string printed = Tshark(capture, ["-t", timeFormat]);
            List<string[]> facts = Facts(capture);
            IReadOnlyList<TextFrame> frames = PacketTextReader.Read(printed).Frames;

            Assert.Equal(facts.Count, frames.Count);
            for (int i = 0; i < facts.Count; i++)
            {
                CheckCommon(facts[i], frames[i]);
                Assert.Equal(timeFormat is "ad" or "e", frames[i].Time.IsKnown);
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

    private static List<string[]> Facts(string capture)
    {
        List<string> arguments = ["-T", "fields"];
        foreach (string field in Fields)
        {
            arguments.AddRange(["-e", field]);
        }

        return [.. Tshark(capture, arguments).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t'))];
    }

    private static string Tshark(string capture, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("tshark")
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        string[] common = ["-n", "-r", capture, "-d", "tcp.port==4343,tls"];
        foreach (string argument in common.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["TZ"] = "UTC";
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return output;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("tshark is not installed");
            throw;
        }
    }

    /// <summary>A failed handshake and a fragmented datagram, as a capture file.</summary>
    private static string Capture()
    {
        byte[] client = [0x02, 0, 0, 0, 0, 1];
        byte[] hello = ClientHello();
        byte[] alert = [21, 3, 3, 0, 2, 2, 70];
        byte[] server = ServerHello();
        byte[] datagram = [0xC7, 0x38, 0x23, 0x45, 0x06, 0x08, 0, 0, .. new byte[1536]];
        List<byte[]> packets =
        [
            Tcp(50420, 4343, 1000, 0, 0x02, []),
            Tcp(4343, 50420, 5000, 1001, 0x12, []),
            Tcp(50420, 4343, 1001, 5001, 0x10, []),
            Tcp(50420, 4343, 1001, 5001, 0x18, hello),
            Tcp(4343, 50420, 5001, 1001 + (uint)hello.Length, 0x18, server),
            Tcp(4343, 50420, 5001 + (uint)server.Length, 1001 + (uint)hello.Length, 0x18, alert),
            Tcp(4343, 50420, 5008 + (uint)server.Length, 1001 + (uint)hello.Length, 0x14, []),
            Ipv4(17, 0x3a2f, 0x2000, datagram[..1480], fromClient: true),
            Ipv4(17, 0x3a2f, 1480 / 8, datagram[1480..], fromClient: true),
        ];
        using MemoryStream file = new();
        Span<byte> head = stackalloc byte[24];
        Span<byte> record = stackalloc byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0xA1B2C3D4);
        head[4] = 2;
        head[6] = 4;
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], 65535);
        head[20] = 1;
        file.Write(head);
        for (int i = 0; i < packets.Count; i++)
        {
            byte[] frame = [.. client, 0x02, 0, 0, 0, 0, 2, 8, 0, .. packets[i]];
            record.Clear();
            BinaryPrimitives.WriteUInt32LittleEndian(record, 1525285196);
            BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(533860 + (i * 1000)));
            BinaryPrimitives.WriteUInt32LittleEndian(record[8..], (uint)frame.Length);
            BinaryPrimitives.WriteUInt32LittleEndian(record[12..], (uint)frame.Length);
            file.Write(record);
            file.Write(frame);
        }

        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".pcap");
        File.WriteAllBytes(path, file.ToArray());
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

    private static byte[] Tcp(ushort source, ushort destination, uint sequence, uint acknowledgment, byte flags, byte[] payload)
    {
        byte[] segment = [.. new byte[20], .. payload];
        BinaryPrimitives.WriteUInt16BigEndian(segment, source);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), destination);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment.AsSpan(8), acknowledgment);
        segment[12] = 0x50;
        segment[13] = flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), 8192);
        return Ipv4(6, 7, 0x4000, segment, source != 4343);
    }

    private static byte[] Ipv4(byte protocol, ushort identification, ushort fragment, byte[] payload, bool fromClient)
    {
        byte[] packet = [.. new byte[20], .. payload];
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(2), (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(4), identification);
        BinaryPrimitives.WriteUInt16BigEndian(packet.AsSpan(6), fragment);
        packet[8] = 64;
        packet[9] = protocol;
        byte[] client = [192, 0, 2, 10];
        byte[] server = [192, 0, 2, 200];
        (fromClient ? client : server).CopyTo(packet, 12);
        (fromClient ? server : client).CopyTo(packet, 16);
        return packet;
    }
}
