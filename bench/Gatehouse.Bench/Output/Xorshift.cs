using System.Buffers.Binary;

namespace Gatehouse.Bench.Output;

/// <summary>A small fixed random source (xorshift64*), so that a seed gives the same octets on every runtime and machine.</summary>
internal sealed class Xorshift(ulong seed)
{
    private const ulong Multiplier = 0x2545F4914F6CDD1D;
    private ulong _state = seed * Multiplier | 1;

    public ulong Next()
    {
        _state ^= _state >> 12;
        _state ^= _state << 25;
        _state ^= _state >> 27;
        return _state * Multiplier;
    }

    /// <summary>A number from 0 up to but not including <paramref name="limit"/>.</summary>
    public int Below(int limit) => (int)((Next() >> 32) * (ulong)limit >> 32);

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool OneIn(int chances) => Below(chances) == 0;

    public void Fill(Span<byte> target)
    {
        while (target.Length >= sizeof(ulong))
        {
            BinaryPrimitives.WriteUInt64LittleEndian(target, Next());
            target = target[sizeof(ulong)..];
        }

        for (int i = 0; i < target.Length; i++)
        {
            target[i] = (byte)(Next() >> 56);
        }
    }
}
