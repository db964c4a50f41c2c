namespace Gatehouse.Capture.Compression;

/// <summary>
/// A prefix code of DEFLATE (RFC 1951 section 3.2.2) as one lookup table: the next <see cref="MaxBits"/> bits of the
/// stream index an entry that holds the symbol and the length of its code.
/// </summary>
internal sealed class HuffmanTable
{
    /// <summary>Longest code, in bits.</summary>
    public const int MaxBits = 15;

    private readonly ushort[] _entries = new ushort[1 << MaxBits];

    /// <summary>The entry for the next 15 bits, first bit lowest: symbol in bits 4-15, code length in bits 0-3; length 0 is no code.</summary>
    public ushort this[uint bits] => _entries[bits & ((1 << MaxBits) - 1)];

    /// <summary>Builds the table from the length of each symbol's code.</summary>
    /// <param name="lengths">Code length of each symbol; 0 for a symbol not used.</param>
    /// <returns>False when the lengths ask for more codes than there are. Too few codes are accepted, as long as none is met.</returns>
    public bool TryBuild(ReadOnlySpan<byte> lengths)
    {
        Span<int> next = stackalloc int[MaxBits + 1];
        Span<int> count = stackalloc int[MaxBits + 1];
        count.Clear();
        foreach (byte length in lengths)
        {
            count[length]++;
        }

        count[0] = 0;
        int code = 0;
        for (int bits = 1; bits <= MaxBits; bits++)
        {
            code = (code + count[bits - 1]) << 1;
            next[bits] = code;
            if (code + count[bits] > 1 << bits)
            {
                return false;
            }
        }

        Array.Clear(_entries);
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length != 0)
            {
                ushort entry = (ushort)((symbol << 4) | length);
                for (int index = Reverse(next[length]++, length); index < _entries.Length; index += 1 << length)
                {
                    _entries[index] = entry;
                }
            }
        }

        return true;
    }

    private static int Reverse(int code, int length)
    {
        int reversed = 0;
        for (int bit = 0; bit < length; bit++)
        {
            reversed = (reversed << 1) | ((code >> bit) & 1);
        }

        return reversed;
    }
}
