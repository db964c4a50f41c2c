namespace Gatehouse.Wire.Ip;

/// <summary>
/// A fast hash for table keys made of addresses and ports. It is keyed anew for each process, so that hostile traffic
/// cannot be chosen to collide; it is for tables in memory only and never stored.
/// </summary>
/// <remarks>
/// Words are taken two at a time: each is masked with a secret word of its own, and the 128-bit product of the pair is folded.
/// What a change of one word does to the product depends on the other's secret, so nobody without the secrets can tell which
/// inputs meet. The whole 64-bit state goes on to the next pair; only the result is shortened.
/// </remarks>
public static class KeyedHash
{
    // The framework keys its hash of text with 64 random bits for each process; ours are drawn from it.
    private static readonly ulong First = Secret("first", "a");
    private static readonly ulong Second = Secret("second", "b");
    private static readonly ulong Third = Secret("third", "c");
    private static readonly ulong Fourth = Secret("fourth", "d");

    /// <summary>Hashes two words.</summary>
    public static int Of(ulong one, ulong other) => Shorten(Mix(one ^ First, other ^ Second));

    /// <summary>Hashes two words and a number.</summary>
    public static int Of(ulong one, ulong other, ulong number) =>
        Shorten(Mix(Mix(one ^ First, other ^ Second) ^ Third, number ^ Fourth));

    /// <summary>Hashes four words and a number.</summary>
    public static int Of(ulong a, ulong b, ulong c, ulong d, ulong number)
    {
        ulong state = Mix(a ^ First, b ^ Second);
        state = Mix(state ^ c ^ Third, d ^ Fourth);
        return Shorten(Mix(state ^ Second, number ^ First));
    }

    /// <summary>Folds a product. The words themselves stay in it, so that one that happens to be 0 does not swallow the other.</summary>
    private static ulong Mix(ulong one, ulong other)
    {
        ulong high = Math.BigMul(one, other, out ulong low);
        return high ^ low ^ one ^ ulong.RotateLeft(other, 32);
    }

    private static int Shorten(ulong state) => (int)(Mix(state ^ Third, Fourth | 1) >> 32);

    private static ulong Secret(string high, string low) =>
        ((ulong)(uint)string.GetHashCode(high, StringComparison.Ordinal) << 32) | (uint)string.GetHashCode(low, StringComparison.Ordinal);
}
