using System.Text;
using Gatehouse.Bench.Output;
using Gatehouse.Bench.Protocols;

namespace Gatehouse.Bench.Traffic;

/// <summary>
/// What goes over the wire in one conversation. A script writes one frame each time it is asked for its next element, which is the number
/// of octets the capture grew by; so any number of them can be woven together.
/// </summary>
internal static class StreamScripts
{
    private const int ResetInsteadOfClose = 60;
    private const int RetransmissionChances = 1000;

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
            if (world.Random.OneIn(RetransmissionChances))
            {
                byte[] segment = world.Noise(tcp.SegmentSize).ToArray();
                yield return tcp.Data(upload, segment, push: false);
                yield return tcp.DataAgain(upload, segment);
            }
            else
            {
                yield return tcp.Data(upload, world.Noise(tcp.SegmentSize), push: false);
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
            yield return tcp.Data(true, Ascii($"GET /page/{i} HTTP/1.1\r\nHost: {World.ServerName(host)}\r\nUser-Agent: bench/1\r\nAccept: */*\r\n\r\n"));
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
        byte[] hello = world.Tls.ClientHello(World.ServerName(host), flavor, modern && world.Random.OneIn(8)).ToArray();
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

    private static byte[] Ascii(string text) => Encoding.ASCII.GetBytes(text);
}
