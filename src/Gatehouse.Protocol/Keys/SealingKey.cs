using System.Buffers.Binary;
using System.Security.Cryptography;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Keys;

/// <summary>Last stage of the key schedule: AES-256-GCM for sending; the nonce is four zero octets and the packet number, big-endian.</summary>
internal readonly struct SealingKey(byte[] key)
{
    /// <summary>Octets of a key.</summary>
    public const int KeyLength = 32;

    /// <summary>Octets of a nonce.</summary>
    public const int NonceLength = 12;

    private readonly byte[] _key = key;

    /// <summary>Encrypts the content of a datagram where it stands and writes the tag behind it.</summary>
    /// <param name="datagram">Associated data, content and room for the tag.</param>
    /// <param name="contentStart">Where the content starts.</param>
    /// <param name="contentLength">Octets of content.</param>
    /// <param name="packetNumber">Never used before with this key.</param>
    /// <returns>Octets of the datagram.</returns>
    public int Seal(Span<byte> datagram, int contentStart, int contentLength, ulong packetNumber)
    {
        Span<byte> nonce = stackalloc byte[NonceLength];
        WriteNonce(nonce, packetNumber);
        Span<byte> content = datagram.Slice(contentStart, contentLength);
        Span<byte> tag = datagram.Slice(contentStart + contentLength, SealedLayout.TagLength);
        using AesGcm cipher = new(_key, SealedLayout.TagLength);
        cipher.Encrypt(nonce, content, content, tag, datagram[..contentStart]);
        return contentStart + contentLength + SealedLayout.TagLength;
    }

    /// <summary>Writes the 12 octets of a nonce.</summary>
    internal static void WriteNonce(Span<byte> nonce, ulong packetNumber)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[sizeof(uint)..], packetNumber);
    }
}
