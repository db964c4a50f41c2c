using Gatehouse.Bench.Output;
using Gatehouse.Bench.Protocols;

namespace Gatehouse.Bench.Traffic;

/// <summary>What goes over UDP and ICMP, in the manner of <see cref="StreamScripts"/>.</summary>
internal static class DatagramScripts
{
    // RFC 9000, 17.2.2: Initial, version 1, an eight-octet destination id, no source id, no token, length 1,182.
    private static readonly byte[] InitialHeader = [0xC3, 0, 0, 0, 1, 8, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0x44, 0x9E];

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

    private static byte[] Lookup(int host, ushort id)
    {
        var message = new ByteBuilder();
        message.U16(id).U16(0x0100).U16(1).U16(0).U16(0).U16(0);
        foreach (string label in World.ServerName(host).Split('.'))
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
}
