using System.Buffers.Binary;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>
/// A 64-bit digest that tells whether two datagrams carry the same octets. It is no protection against forgery; a forged
/// match would only make two different requests look like one sent twice.
/// </summary>
internal static class PayloadDigest
{
    private const ulong Prime = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Digests a payload.</summary>
    public static ulong Of(ReadOnlySpan<byte> payload)
    {
        ulong digest = (ulong)payload.Length * Prime;
        while (payload.Length >= 8)
        {
            digest = ulong.RotateLeft(digest ^ BinaryPrimitives.ReadUInt64LittleEndian(payload), 29) * Prime;
            payload = payload[8..];
        }

        foreach (byte octet in payload)
        {
            digest = ulong.RotateLeft(digest ^ octet, 11) * Prime;
        }

        return digest ^ (digest >> 32);
    }
}
