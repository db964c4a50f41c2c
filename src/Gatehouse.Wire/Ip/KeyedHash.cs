namespace Gatehouse.Wire.Ip;

/// <summary>
/// A fast hash for table keys made of addresses and ports. It is keyed anew for each process, so that hostile traffic
/// cannot be chosen to collide; it is for tables in memory only and never stored.
/// </summary>
public static class KeyedHash
{
    // The framework's own hash is keyed per process; its key becomes ours.
    private static readonly ulong Key = ((ulong)(uint)HashCode.Combine(1) << 32) | (uint)HashCode.Combine(2) | 1;

    /// <summary>Hashes two words.</summary>
    public static int Of(ulong one, ulong other)
    {
        ulong high = Math.BigMul(one ^ Key, other ^ ulong.RotateLeft(Key, 32), out ulong low);
        ulong folded = high ^ low ^ one;
        folded *= 0x9E37_79B9_7F4A_7C15;
        return (int)(folded >> 32);
    }

    /// <summary>Hashes four words and a number.</summary>
    public static int Of(ulong a, ulong b, ulong c, ulong d, uint number)
    {
        ulong first = (ulong)(uint)Of(a ^ ((ulong)number << 17), b);
        ulong second = (ulong)(uint)Of(c, d ^ number);
        return Of((first << 32) | second, number + Key);
    }
}
