using System.Buffers.Binary;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>
/// A 64-bit digest that tells whether two runs of octets are the same, fast. It is no protection against forgery: where that
/// matters, the octets themselves are compared too.
/// </summary>
internal static class OctetDigest
{
    private const ulong Prime1 = 0x9E37_79B1_85EB_CA87;
    private const ulong Prime2 = 0xC2B2_AE3D_27D4_EB4F;

    /// <summary>Digests octets.</summary>
    public static ulong Of(ReadOnlySpan<byte> octets)
    {
        ulong digest = ((ulong)octets.Length + 1) * Prime1;
        if (octets.Length >= 32)
        {
            ulong a = Prime1;
            ulong b = Prime2;
            ulong c = ~Prime1;
            ulong d = ~Prime2;
            do
            {
                a = Mix(a, BinaryPrimitives.ReadUInt64LittleEndian(octets));
                b = Mix(b, BinaryPrimitives.ReadUInt64LittleEndian(octets[8..]));
                c = Mix(c, BinaryPrimitives.ReadUInt64LittleEndian(octets[16..]));
                d = Mix(d, BinaryPrimitives.ReadUInt64LittleEndian(octets[24..]));
                octets = octets[32..];
            }
            while (octets.Length >= 32);

            digest = Mix(Mix(Mix(Mix(digest, a), b), c), d);
        }

        while (octets.Length >= 8)
        {
            digest = Mix(digest, BinaryPrimitives.ReadUInt64LittleEndian(octets));
            octets = octets[8..];
        }

        foreach (byte octet in octets)
        {
            digest = Mix(digest, octet);
        }

        return digest ^ (digest >> 32);
    }

    /// <summary>Adds a number to a digest.</summary>
    public static ulong With(ulong digest, ulong value)
    {
        ulong mixed = Mix(digest, value);
        return mixed ^ (mixed >> 32);
    }

    private static ulong Mix(ulong digest, ulong value) => ulong.RotateLeft(digest ^ (value * Prime2), 31) * Prime1;
}
