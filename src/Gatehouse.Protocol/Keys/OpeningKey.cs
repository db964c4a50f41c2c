using System.Security.Cryptography;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Keys;

/// <summary>Last stage of the key schedule: AES-256-GCM for receiving.</summary>
internal readonly struct OpeningKey(byte[] key)
{
    private readonly byte[] _key = key;

    /// <summary>Decrypts a datagram's content.</summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="buffer">Room for the content.</param>
    /// <param name="content">The content, within <paramref name="buffer"/>.</param>
    /// <returns>False when it was not sealed with this key or was changed on its way.</returns>
    public bool TryOpen(in SealedDatagram datagram, Span<byte> buffer, out ReadOnlySpan<byte> content)
    {
        Span<byte> nonce = stackalloc byte[SealingKey.NonceLength];
        SealingKey.WriteNonce(nonce, datagram.Header.PacketNumber);
        Span<byte> plain = buffer[..datagram.Content.Length];
        using AesGcm cipher = new(_key, SealedLayout.TagLength);
        try
        {
            cipher.Decrypt(nonce, datagram.Content, datagram.Tag, plain, datagram.AssociatedData);
            content = plain;
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            content = default;
            return false;
        }
    }
}
