using System.Security.Cryptography;

namespace Gatehouse.Protocol.Sessions;

/// <summary>One of the server's keys, the same on every node. Token and proof keys are derived from its secret; the secret itself is not kept.</summary>
public sealed class ServerKey
{
    /// <summary>Octets of a key's secret.</summary>
    public const int SecretLength = 32;

    /// <summary>Derives the keys.</summary>
    /// <param name="id">Names the key in tokens and proofs; never given to another secret.</param>
    /// <param name="secret">32 random octets.</param>
    /// <exception cref="ArgumentException">The secret has another length.</exception>
    public ServerKey(uint id, ReadOnlySpan<byte> secret)
    {
        if (secret.Length != SecretLength)
        {
            throw new ArgumentException($"a server key has {SecretLength} octets", nameof(secret));
        }

        Id = id;
        TokenKey = Derive(secret, "gatehouse ead v1 token"u8);
        ProofKey = Derive(secret, "gatehouse ead v1 address"u8);
    }

    /// <summary>Names the key in tokens and proofs.</summary>
    public uint Id { get; }

    /// <summary>AES-256 key of session tokens.</summary>
    internal byte[] TokenKey { get; }

    /// <summary>HMAC key of address proofs.</summary>
    internal byte[] ProofKey { get; }

    /// <summary>Never shows the key.</summary>
    public override string ToString() => $"server key {Id:x8}";

    private static byte[] Derive(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> purpose)
    {
        byte[] key = new byte[SecretLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, key, default, purpose);
        return key;
    }
}
