using System.Net;
using System.Net.Sockets;
using Gatehouse.Protocol;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>Somebody hostile on the network: forged, replayed, truncated and mutated datagrams, from an address nobody has proven.</summary>
internal sealed class Attacker(IPEndPoint server, int perSecond, DatagramSamples samples, int seed)
{
    private const int Kinds = 4;
    private const int MaxBurst = 1_000;
    private static readonly IPAddress From = IPAddress.Parse("127.0.0.66");

    private long _sent;
    private long _sentOctets;
    private long _receivedOctets;

    /// <summary>Datagrams sent.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Octets sent.</summary>
    public long SentOctets => Interlocked.Read(ref _sentOctets);

    /// <summary>Octets the server sent back.</summary>
    public long ReceivedOctets => Interlocked.Read(ref _receivedOctets);

    /// <summary>Attacks until it is stopped.</summary>
    public void Run(CancellationToken cancellation)
    {
        Random random = new(seed);
        byte[] buffer = new byte[ProtocolLimits.MaxDatagram];
        using Socket socket = new(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
        socket.Bind(new IPEndPoint(IPAddress.IsLoopback(server.Address) ? From : IPAddress.Any, 0));
        socket.Connect(server);
        long start = TimeProvider.System.GetTimestamp();
        while (!cancellation.IsCancellationRequested)
        {
            long due = (long)(TimeProvider.System.GetElapsedTime(start).TotalSeconds * perSecond) - _sent;
            for (long i = Math.Min(due, MaxBurst); i > 0; i--)
            {
                ReadOnlySpan<byte> datagram = Make(random, buffer);
                socket.Send(datagram, SocketFlags.None, out _);
                Interlocked.Increment(ref _sent);
                Interlocked.Add(ref _sentOctets, datagram.Length);
            }

            while (socket.Available > 0)
            {
                Interlocked.Add(ref _receivedOctets, Math.Max(0, socket.Receive(buffer, SocketFlags.None, out _)));
            }

            cancellation.WaitHandle.WaitOne(1);
        }
    }

#pragma warning disable CA5394 // The attacks of a test are no secret, and must be the same in each run.
    private ReadOnlySpan<byte> Make(Random random, byte[] buffer)
    {
        byte[]? sample = samples.Take(random);
        int kind = sample is null ? 0 : random.Next(Kinds);
        if (kind == 0)
        {
            int length = random.Next(SealedLayout.HeaderLength + SealedLayout.TokenLength, buffer.Length);
            random.NextBytes(buffer.AsSpan(0, length));
            byte[] salt = new byte[SealedLayout.SaltLength];
            SealedHeader.Write(buffer, (CheckMessage)random.Next(1, 17), SealedFlags.None, (ulong)random.NextInt64(), salt, (ulong)random.NextInt64(), (uint)random.Next());
            return buffer.AsSpan(0, length);
        }

        sample!.CopyTo(buffer, 0);
        Span<byte> datagram = buffer.AsSpan(0, sample.Length);
        switch (kind)
        {
            case 1:
                return datagram;
            case 2:
                return datagram[..random.Next(datagram.Length)];
            default:
                datagram[random.Next(datagram.Length)] ^= (byte)random.Next(1, 256);
                return datagram;
        }
    }
#pragma warning restore CA5394
}
