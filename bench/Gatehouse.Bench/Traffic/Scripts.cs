using System.Globalization;
using System.Text;
using Gatehouse.Bench.Output;
using Gatehouse.Bench.Protocols;

namespace Gatehouse.Bench.Traffic;

/// <summary>
/// What goes over the wire in one conversation. A script writes one frame each time it is asked for its next element, which is the number
/// of octets the capture grew by; so any number of them can be woven together.
/// </summary>
internal static class Scripts
{
    private const int ResetInsteadOfClose = 60;
    private const int RetransmissionChances = 1000;

    // RFC 9000, 17.2.2: Initial, version 1, an eight-octet destination id, no source id, no token, length 1,182.
    private static readonly byte[] InitialHeader = [0xC3, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x44, 0x9E];

    /// <summary>One direction at full segments, an acknowledgement for every second, a superfluous retransmission now and then.</summary>
    public static IEnumerator<int> BulkTransfer(World world)
    {
        (Side client, Side server) = world.Pair(8443, out _);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        yield return tcp.Syn();
        yield return tcp.SynAck();
        yield return tcp.Ack(fromClient: true);
        bool upload = world.Random.OneIn(4);
        int segments = world.Random.Between(1500, 20_000);
        for (int i = 0; i < segments; i++)
        {
            yield return tcp.Data(upload, world.Noise(tcp.SegmentSize), push: false);
            if (world.Random.OneIn(RetransmissionChances))
            {
                yield return tcp.DataAgain(upload, world.Noise(tcp.SegmentSize));
            }

            if (i % 2 == 1)
            {
                yield return tcp.Ack(!upload);
            }
        }

        foreach (int grown in Closing(world, tcp))
        {
            yield return grown;
        }
    }

    public static IEnumerator<int> HttpExchange(World world)
    {
        (Side client, Side server) = world.Pair(80, out int host);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        yield return tcp.Syn();
        yield return tcp.SynAck();
        yield return tcp.Ack(fromClient: true);
        int requests = world.Random.Between(1, 4);
        for (int i = 0; i < requests; i++)
        {
            int length = world.Random.Between(200, 60_000);
            yield return tcp.Data(true, Ascii($"GET /page/{i} HTTP/1.1\r\nHost: {ServerName(host)}\r\nUser-Agent: bench/1\r\nAccept: */*\r\n\r\n"));
            yield return tcp.Data(false, Ascii($"HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: {length}\r\n\r\n"));
            for (int left = length; left > 0; left -= tcp.SegmentSize)
            {
                yield return tcp.Data(false, world.Noise(Math.Min(left, tcp.SegmentSize)));
            }

            yield return tcp.Ack(fromClient: true);
        }

        foreach (int grown in Closing(world, tcp))
        {
            yield return grown;
        }
    }

    /// <summary>A TLS 1.2 or 1.3 session: full handshake, a request, up to <paramref name="mostData"/> octets of answer, close.</summary>
    public static IEnumerator<int> TlsSession(World world, int mostData)
    {
        (Side client, Side server) = world.Pair(world.Random.OneIn(4) ? (ushort)4343 : (ushort)443, out int host);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        TlsFlavor flavor = world.Random.OneIn(3) ? TlsFlavor.Tls12 : TlsFlavor.Tls13;
        bool modern = flavor == TlsFlavor.Tls13;
        yield return tcp.Syn();
        yield return tcp.SynAck();
        yield return tcp.Ack(fromClient: true);
        byte[] hello = world.Tls.ClientHello(ServerName(host), flavor, modern && world.Random.OneIn(8)).ToArray();
        foreach (int grown in InSegments(tcp, true, hello))
        {
            yield return grown;
        }

        yield return tcp.Ack(fromClient: false);
        byte[] flight = (modern ? world.Tls.ServerFlight13(host) : world.Tls.ServerFlight12(host)).ToArray();
        foreach (int grown in InSegments(tcp, false, flight))
        {
            yield return grown;
        }

        yield return tcp.Ack(fromClient: true);
        yield return tcp.Data(true, modern ? world.Tls.ClientFinish13() : world.Tls.ClientFinish12());
        yield return tcp.Data(false, modern ? world.Tls.Data(234) : world.Tls.ServerFinish12());
        yield return tcp.Data(true, world.Tls.Data(world.Random.Between(80, 600)));
        for (int left = world.Random.Between(200, mostData); left > 0; left -= 16_384)
        {
            byte[] record = world.Tls.Data(Math.Min(left, 16_384)).ToArray();
            foreach (int grown in InSegments(tcp, false, record))
            {
                yield return grown;
            }

            yield return tcp.Ack(fromClient: true);
        }

        yield return tcp.Data(true, world.Tls.CloseNotify(modern));
        foreach (int grown in Closing(world, tcp))
        {
            yield return grown;
        }
    }

    public static IEnumerator<int> NameLookup(World world)
    {
        (Side client, Side server) = world.Pair(53, out int host);
        byte[] question = Lookup(host, (ushort)world.Random.Next());
        yield return world.Writer.Udp(client, server, question);
        yield return world.Writer.Udp(server, client, Answer(question, host));
    }

    /// <summary>QUIC by its shape: two padded Initial datagrams each way, then short headers.</summary>
    public static IEnumerator<int> Quic(World world)
    {
        const int Initial = 1200;
        (Side client, Side server) = world.Pair(443, out _);
        for (int i = 0; i < 4; i++)
        {
            byte[] padded = world.Noise(Initial).ToArray();
            InitialHeader.CopyTo(padded, 0);
            yield return i % 2 == 0 ? world.Writer.Udp(client, server, padded) : world.Writer.Udp(server, client, padded);
        }

        int datagrams = world.Random.Between(20, 400);
        for (int i = 0; i < datagrams; i++)
        {
            bool up = world.Random.OneIn(5);
            byte[] packet = world.Noise(up ? 60 : 1350).ToArray();
            packet[0] = 0x4E;
            yield return up ? world.Writer.Udp(client, server, packet) : world.Writer.Udp(server, client, packet);
        }
    }

    /// <summary>A call: RTP headers (RFC 3550) over 160 octets of sound, both ways.</summary>
    public static IEnumerator<int> Call(World world)
    {
        const int Sound = 172;
        (Side client, Side server) = world.Pair(16_384, out _);
        int packets = world.Random.Between(50, 500);
        for (int i = 0; i < packets; i++)
        {
            byte[] rtp = world.Noise(Sound).ToArray();
            rtp[0] = 0x80;
            rtp[1] = 0;
            rtp[2] = (byte)(i / 2 >> 8);
            rtp[3] = (byte)(i / 2);
            yield return i % 2 == 0 ? world.Writer.Udp(client, server, rtp) : world.Writer.Udp(server, client, rtp);
        }
    }

    public static IEnumerator<int> Ping(World world)
    {
        (Side client, Side server) = world.Pair(0, out _, onlyFour: true);
        byte[] echo = world.Noise(64).ToArray();
        for (int i = 0; i < 4; i++)
        {
            echo[0] = 8;
            echo[1] = 0;
            echo[7] = (byte)i;
            yield return world.Writer.Icmp(client.Host, server.Host, echo);
            echo[0] = 0;
            yield return world.Writer.Icmp(server.Host, client.Host, echo);
        }
    }

    /// <summary>A request in two fragments and its answer.</summary>
    public static IEnumerator<int> FragmentedRequest(World world)
    {
        (Side client, Side server) = world.Pair(9019, out _, onlyFour: true);
        yield return world.Writer.UdpInFragments(client, server, world.Noise(2656), loseSecond: false);
        yield return world.Writer.Udp(server, client, world.Noise(120));
    }

    /// <summary>Something that fails; <paramref name="kind"/> picks what, modulo the number of kinds.</summary>
    public static IEnumerator<int> Fault(World world, int kind) => (kind % 5) switch
    {
        0 => HelloRefused(world, TlsFlavor.Tls11, alert: null),
        1 => HelloRefused(world, TlsFlavor.Tls11, alert: 70),
        2 => HelloRefused(world, TlsFlavor.Tls12, alert: 40),
        3 => NobodyThere(world),
        _ => FragmentLost(world),
    };

    private static IEnumerator<int> HelloRefused(World world, TlsFlavor flavor, int? alert)
    {
        (Side client, Side server) = world.Pair(4343, out int host);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        yield return tcp.Syn();
        yield return tcp.SynAck();
        yield return tcp.Ack(fromClient: true);
        yield return tcp.Data(true, world.Tls.ClientHello(ServerName(host), flavor, hybrid: false));
        if (alert is { } description)
        {
            yield return tcp.Data(false, world.Tls.FatalAlert(description));
            yield return tcp.Fin(fromClient: false);
            yield return tcp.Fin(fromClient: true);
            yield return tcp.Ack(fromClient: false);
        }
        else
        {
            yield return tcp.Reset(fromClient: false);
        }
    }

    private static IEnumerator<int> NobodyThere(World world)
    {
        (Side client, Side server) = world.Pair(4343, out _);
        var tcp = new TcpConversation(world.Writer, client, server, world.Random);
        yield return tcp.Syn();
        yield return tcp.SynAgain();
        yield return tcp.SynAgain();
    }

    private static IEnumerator<int> FragmentLost(World world)
    {
        (Side client, Side server) = world.Pair(9019, out _, onlyFour: true);
        for (int i = 0; i < 4; i++)
        {
            yield return world.Writer.UdpInFragments(client, server, world.Noise(2656), loseSecond: true);
        }
    }

    private static IEnumerable<int> InSegments(TcpConversation tcp, bool fromClient, byte[] octets)
    {
        for (int at = 0; at < octets.Length; at += tcp.SegmentSize)
        {
            yield return tcp.Data(fromClient, octets.AsSpan(at, Math.Min(tcp.SegmentSize, octets.Length - at)));
        }
    }

    private static IEnumerable<int> Closing(World world, TcpConversation tcp)
    {
        if (world.Random.OneIn(ResetInsteadOfClose))
        {
            yield return tcp.Reset(fromClient: true);
            yield break;
        }

        yield return tcp.Fin(fromClient: true);
        yield return tcp.Fin(fromClient: false);
        yield return tcp.Ack(fromClient: true);
    }

    private static byte[] Lookup(int host, ushort id)
    {
        var message = new ByteBuilder();
        message.U16(id).U16(0x0100).U16(1).U16(0).U16(0).U16(0);
        foreach (string label in ServerName(host).Split('.'))
        {
            message.U8(label.Length).Text(label);
        }

        return message.U8(0).U16(1).U16(1).Octets.ToArray();
    }

    private static byte[] Answer(byte[] question, int host)
    {
        var message = new ByteBuilder();
        message.Bytes(question.AsSpan(0, 2)).U16(0x8180).U16(1).U16(1).U16(0).U16(0).Bytes(question.AsSpan(12));
        message.U16(0xC00C).U16(1).U16(1).U16(0).U16(300).U16(4).U8(10).U8(2).U16(host + 1);
        return message.Octets.ToArray();
    }

    private static string ServerName(int host) => string.Create(CultureInfo.InvariantCulture, $"server-{host:D4}.bench.example");

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
