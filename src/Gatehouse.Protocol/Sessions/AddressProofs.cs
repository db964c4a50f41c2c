using System.Buffers.Binary;
using System.Security.Cryptography;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Sessions;

/// <summary>
/// Makes and checks address proofs (docs/protocol.md): key id (4 octets), time in seconds since 1970 (8), then the first 16 octets of
/// HMAC-SHA256 over session, address and time. Nothing is stored; any node checks the proof of any other. A proof holds for one session and one
/// IP address, whatever the port, since address translation changes ports freely. May be called from several threads.
/// </summary>
public static class AddressProofs
{
    /// <summary>Octets of a proof.</summary>
    public const int ProofLength = SealedLayout.ProofLength;

    private const int TimeField = 4;
    private const int MacField = 12;
    private const int MacLength = 16;
    private const int MacInputLength = 32;

    /// <summary>How long a proof holds.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    /// <summary>How far the clocks of two nodes may be apart.</summary>
    public static TimeSpan MaxSkew { get; } = TimeSpan.FromMinutes(2);

    /// <summary>Makes the proof that a session was heard from an address.</summary>
    /// <param name="keys">The server's keys.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="address">The address as the server sees it.</param>
    /// <param name="clock">The time of day.</param>
    /// <returns>28 octets.</returns>
    public static byte[] Make(ServerKeyRing keys, ulong sessionId, IpAddress address, DateTimeOffset clock)
    {
        byte[] proof = new byte[ProofLength];
        Write(keys, sessionId, address, clock, proof);
        return proof;
    }

    /// <summary>Whether a proof shows that the session was heard from the address.</summary>
    /// <param name="keys">The server's keys.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="address">The address as the server sees it now.</param>
    /// <param name="clock">The time of day.</param>
    /// <param name="proof">What claims to be a proof; empty when the client sent none.</param>
    public static bool Holds(ServerKeyRing keys, ulong sessionId, IpAddress address, DateTimeOffset clock, ReadOnlySpan<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (proof.Length != ProofLength || keys.Find(BinaryPrimitives.ReadUInt32BigEndian(proof)) is not { } key)
        {
            return false;
        }

        ulong time = BinaryPrimitives.ReadUInt64BigEndian(proof[TimeField..]);
        double age = clock.ToUnixTimeSeconds() - (double)time;
        if (age > Lifetime.TotalSeconds || age < -MaxSkew.TotalSeconds)
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacLength];
        Authenticate(key, sessionId, address, time, mac);
        return CryptographicOperations.FixedTimeEquals(mac, proof[MacField..]);
    }

    /// <summary>Writes a proof of 28 octets.</summary>
    internal static void Write(ServerKeyRing keys, ulong sessionId, IpAddress address, DateTimeOffset clock, Span<byte> proof)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ulong time = (ulong)Math.Max(0, clock.ToUnixTimeSeconds());
        BinaryPrimitives.WriteUInt32BigEndian(proof, keys.Current.Id);
        BinaryPrimitives.WriteUInt64BigEndian(proof[TimeField..], time);
        Authenticate(keys.Current, sessionId, address, time, proof.Slice(MacField, MacLength));
    }

    private static void Authenticate(ServerKey key, ulong sessionId, IpAddress address, ulong time, Span<byte> mac)
    {
        Span<byte> input = stackalloc byte[MacInputLength];
        BinaryPrimitives.WriteUInt64BigEndian(input, sessionId);
        BinaryPrimitives.WriteUInt64BigEndian(input[8..], address.HighBits);
        BinaryPrimitives.WriteUInt64BigEndian(input[16..], address.LowBits);
        BinaryPrimitives.WriteUInt64BigEndian(input[24..], time);
        Span<byte> full = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.ProofKey, input, full);
        full[..MacLength].CopyTo(mac);
    }
}
