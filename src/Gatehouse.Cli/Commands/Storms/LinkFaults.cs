namespace Gatehouse.Cli.Commands.Storms;

/// <summary>A bad network between endpoints and server. Not for several threads at once.</summary>
/// <param name="options">How bad.</param>
/// <param name="random">Where chance comes from.</param>
/// <param name="tally">Counts what was lost.</param>
internal sealed class LinkFaults(StormOptions options, Random random, StormTally tally)
{
    /// <summary>Datagrams held back at a time; with more they go at once.</summary>
    private const int MaxHeld = 65_536;

    private const int LongestDelayMilliseconds = 40;

    private readonly PriorityQueue<(SimulatedEndpoint? Endpoint, byte[] Datagram), TimeSpan> _held = new();

    /// <summary>Whether anything is the matter at all.</summary>
    public bool IsBad { get; } = options.Loss > 0 || options.Duplicates > 0 || options.Reordered > 0;

    /// <summary>Decides about a datagram.</summary>
    /// <param name="now">The time.</param>
    /// <param name="endpoint">Who sends it; null when it comes from the server.</param>
    /// <param name="datagram">The datagram.</param>
    /// <returns>How often it passes now: 0, 1 or 2.</returns>
    public int Pass(TimeSpan now, SimulatedEndpoint? endpoint, ReadOnlySpan<byte> datagram)
    {
        if (!IsBad)
        {
            return 1;
        }

        if (Happens(options.Loss))
        {
            tally.Drop();
            return 0;
        }

        if (Happens(options.Reordered) && _held.Count < MaxHeld)
        {
#pragma warning disable CA5394 // Chance on a simulated link is no secret.
            _held.Enqueue((endpoint, datagram.ToArray()), now + TimeSpan.FromMilliseconds(1 + random.Next(LongestDelayMilliseconds)));
#pragma warning restore CA5394
            return 0;
        }

        return Happens(options.Duplicates) ? 2 : 1;
    }

    /// <summary>Takes a datagram that was held back long enough.</summary>
    public bool TryRelease(TimeSpan now, out SimulatedEndpoint? endpoint, out byte[] datagram)
    {
        if (_held.TryPeek(out (SimulatedEndpoint? Endpoint, byte[] Datagram) held, out TimeSpan due) && due <= now)
        {
            _held.Dequeue();
            (endpoint, datagram) = held;
            return true;
        }

        (endpoint, datagram) = (null, []);
        return false;
    }

#pragma warning disable CA5394 // Chance on a simulated link is no secret.
    private bool Happens(double share) => share > 0 && random.NextDouble() < share;
#pragma warning restore CA5394
}
