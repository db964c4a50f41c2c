using System.Security.Cryptography;

namespace Gatehouse.Protocol.Keys;

/// <summary>
/// First stage of the key schedule (docs/protocol.md): the secret of a session, from which a key comes for each direction and each salt of a
/// sender. A sender's salt is random for each start of its process, so no pair of key and packet number occurs twice.
/// </summary>
internal readonly ref struct SessionSecret(ReadOnlySpan<byte> secret)
{
    private readonly ReadOnlySpan<byte> _secret = secret;

    private static ReadOnlySpan<byte> ClientPurpose => "gatehouse ead v1 client"u8;

    private static ReadOnlySpan<byte> ServerPurpose => "gatehouse ead v1 server"u8;

    /// <summary>The client's own key.</summary>
    public SealingKey ClientSealing(ReadOnlySpan<byte> salt) => new(Derive(salt, ClientPurpose));

    /// <summary>A server's view of the client's key.</summary>
    public OpeningKey ClientOpening(ReadOnlySpan<byte> salt) => new(Derive(salt, ClientPurpose));

    /// <summary>The server's own key.</summary>
    public SealingKey ServerSealing(ReadOnlySpan<byte> salt) => new(Derive(salt, ServerPurpose));

    /// <summary>A client's view of a server's key.</summary>
    public OpeningKey ServerOpening(ReadOnlySpan<byte> salt) => new(Derive(salt, ServerPurpose));

    private byte[] Derive(ReadOnlySpan<byte> salt, ReadOnlySpan<byte> purpose)
    {
        byte[] key = new byte[SealingKey.KeyLength];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, key, salt, purpose);
        return key;
    }
}
