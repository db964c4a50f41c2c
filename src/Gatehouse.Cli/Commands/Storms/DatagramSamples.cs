namespace Gatehouse.Cli.Commands.Storms;

/// <summary>Some of the honest datagrams that went out lately: what somebody on the network could record.</summary>
internal sealed class DatagramSamples
{
    private const int Size = 256;
    private const int OneIn = 8;

    private readonly Lock _gate = new();
    private readonly byte[][] _samples = new byte[Size][];
    private int _seen;
    private int _count;

    /// <summary>Looks at a datagram that goes out.</summary>
    public void See(ReadOnlySpan<byte> datagram)
    {
        if (Interlocked.Increment(ref _seen) % OneIn != 0)
        {
            return;
        }

        lock (_gate)
        {
            _samples[_count++ % Size] = datagram.ToArray();
        }
    }

    /// <summary>Takes one of them; null before there is any.</summary>
    public byte[]? Take(Random random)
    {
        lock (_gate)
        {
#pragma warning disable CA5394 // Which recorded datagram is sent again is no secret.
            return _count == 0 ? null : _samples[random.Next(Math.Min(_count, Size))];
#pragma warning restore CA5394
        }
    }
}
