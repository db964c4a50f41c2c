using System.Buffers.Binary;
using System.Security.Cryptography;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Sessions;

/// <summary>
/// Makes and opens session tokens (docs/protocol.md): key id (4 octets), nonce (12), then sealed with AES-256-GCM: endpoint (16), session (8),
/// secret (32), issued (8) and expires (8) in milliseconds since 1970; tag (16). May be called from several threads.
/// </summary>
public static class TokenSealer
{
    /// <summary>Octets of a token.</summary>
    public const int TokenLength = SealedLayout.TokenLength;

    /// <summary>Octets of the random nonce of a token.</summary>
    public const int NonceLength = 12;

    private const int SealedAt = 16;
    private const int SealedLength = 72;
    private const int SessionField = 16;
    private const int SecretField = 24;
    private const int IssuedField = 56;
    private const int ExpiresField = 64;

    /// <summary>Seals a token under the ring's current key.</summary>
    /// <param name="keys">The server's keys.</param>
    /// <param name="ticket">What the token shall say.</param>
    /// <param name="nonce">12 random octets, new for each token.</param>
    /// <returns>104 octets.</returns>
    /// <exception cref="ArgumentException">Secret or nonce have another length.</exception>
    public static byte[] Seal(ServerKeyRing keys, SessionTicket ticket, ReadOnlySpan<byte> nonce)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(ticket);
        if (nonce.Length != NonceLength || ticket.Secret.Length != SessionTicket.SecretLength)
        {
            throw new ArgumentException($"a token needs {NonceLength} octets of nonce and {SessionTicket.SecretLength} of secret", nameof(ticket));
        }

        Span<byte> plain = stackalloc byte[SealedLength];
        ticket.EndpointId.TryWriteBytes(plain, bigEndian: true, out _);
        BinaryPrimitives.WriteUInt64BigEndian(plain[SessionField..], ticket.SessionId);
        ticket.Secret.CopyTo(plain[SecretField..]);
        BinaryPrimitives.WriteInt64BigEndian(plain[IssuedField..], ticket.IssuedAt.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt64BigEndian(plain[ExpiresField..], ticket.ExpiresAt.ToUnixTimeMilliseconds());

        byte[] token = new byte[TokenLength];
        BinaryPrimitives.WriteUInt32BigEndian(token, keys.Current.Id);
        nonce.CopyTo(token.AsSpan(sizeof(uint)));
        using AesGcm cipher = new(keys.Current.TokenKey, SealedLayout.TagLength);
        cipher.Encrypt(
            nonce, plain, token.AsSpan(SealedAt, SealedLength), token.AsSpan(SealedAt + SealedLength), token.AsSpan(0, sizeof(uint)));
        CryptographicOperations.ZeroMemory(plain);
        return token;
    }

    /// <summary>Opens a token of any node.</summary>
    /// <param name="keys">The server's keys.</param>
    /// <param name="token">What claims to be a token.</param>
    /// <param name="clock">The time of day.</param>
    /// <param name="ticket">What it says; also for a session that has expired.</param>
    public static TokenStatus TryOpen(ServerKeyRing keys, ReadOnlySpan<byte> token, DateTimeOffset clock, out SessionTicket? ticket)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ticket = null;
        if (token.Length != TokenLength)
        {
            return TokenStatus.Forged;
        }

        if (keys.Find(BinaryPrimitives.ReadUInt32BigEndian(token)) is not { } key)
        {
            return TokenStatus.UnknownKey;
        }

        Span<byte> plain = stackalloc byte[SealedLength];
        if (!TryDecrypt(key, token, plain))
        {
            return TokenStatus.Forged;
        }

        bool readable = TryReadTime(plain[IssuedField..], out DateTimeOffset issued) & TryReadTime(plain[ExpiresField..], out DateTimeOffset expires);
        if (!readable)
        {
            return TokenStatus.Forged;
        }

        ticket = new SessionTicket(
            new Guid(plain[..SessionField], bigEndian: true),
            BinaryPrimitives.ReadUInt64BigEndian(plain[SessionField..]),
            plain.Slice(SecretField, SessionTicket.SecretLength).ToArray(),
            issued,
            expires);
        CryptographicOperations.ZeroMemory(plain);
        return clock < expires ? TokenStatus.Valid : TokenStatus.Expired;
    }

    private static bool TryDecrypt(ServerKey key, ReadOnlySpan<byte> token, Span<byte> plain)
    {
        using AesGcm cipher = new(key.TokenKey, SealedLayout.TagLength);
        try
        {
            cipher.Decrypt(
                token[sizeof(uint)..SealedAt], token.Slice(SealedAt, SealedLength), token[(SealedAt + SealedLength)..], plain, token[..sizeof(uint)]);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static bool TryReadTime(ReadOnlySpan<byte> field, out DateTimeOffset time)
    {
        long milliseconds = BinaryPrimitives.ReadInt64BigEndian(field);
        bool valid = milliseconds >= 0 && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();
        time = DateTimeOffset.FromUnixTimeMilliseconds(valid ? milliseconds : 0);
        return valid;
    }
}
