namespace Gatehouse.Wire.Tls;

/// <summary>What a ServerHello says in its random (RFC 8446 section 4.1.3).</summary>
public static class ServerRandom
{
    /// <summary>Octets of a random.</summary>
    public const int Length = HelloFields.RandomLength;

    /// <summary>Octets of a random that a printed packet must show before it can be told for that of a HelloRetryRequest.</summary>
    private const int TellingLength = 8;

    /// <summary>The random that makes a ServerHello a HelloRetryRequest: SHA-256 of "HelloRetryRequest".</summary>
    private static ReadOnlySpan<byte> Retry =>
    [
        0xCF, 0x21, 0xAD, 0x74, 0xE5, 0x9A, 0x61, 0x11, 0xBE, 0x1D, 0x8C, 0x02, 0x1E, 0x65, 0xB8, 0x91,
        0xC2, 0xA2, 0x11, 0x16, 0x7A, 0xBB, 0x8C, 0x5E, 0x07, 0x9E, 0x09, 0xE2, 0xC8, 0xA8, 0x33, 0x9C,
    ];

    /// <summary>Whether the random marks a HelloRetryRequest.</summary>
    /// <param name="random">32 octets, or at least the first 8 of them from a print-out that shortens it.</param>
    public static bool IsRetry(ReadOnlySpan<byte> random) => random.Length >= TellingLength && Retry.StartsWith(random);

    /// <summary>The downgrade marker in the last eight octets.</summary>
    /// <param name="random">The random; one that is not whole shows no marker.</param>
    public static DowngradeSentinel SentinelOf(ReadOnlySpan<byte> random)
    {
        if (random.Length != Length || !random[24..31].SequenceEqual("DOWNGRD"u8))
        {
            return DowngradeSentinel.None;
        }

        return random[31] switch
        {
            0 => DowngradeSentinel.Tls11OrOlder,
            1 => DowngradeSentinel.Tls12,
            _ => DowngradeSentinel.None,
        };
    }
}
