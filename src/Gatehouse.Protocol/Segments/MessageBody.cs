using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Gatehouse.Protocol.Segments;

/// <summary>
/// The body of a message as it travels: compressed when that makes it fewer segments, and cut into segments of 960 octets. Immutable, so that one
/// encoding of a policy serves every endpoint.
/// </summary>
public sealed class MessageBody
{
    /// <summary>Octets of a body before compression; more is refused.</summary>
    public const int MaxOctets = 256 * 1024;

    /// <summary>Octets of every segment but the last; with header, token, proof, segment header and tag still below 1,200.</summary>
    public const int SegmentOctets = 960;

    /// <summary>Segments of the longest body.</summary>
    public const int MaxSegments = (MaxOctets + SegmentOctets - 1) / SegmentOctets;

    private readonly byte[] _octets;

    private MessageBody(byte[] octets, int rawLength, bool isCompressed)
    {
        _octets = octets;
        RawLength = rawLength;
        IsCompressed = isCompressed;
        Digest = DigestOf(octets);
    }

    /// <summary>Octets before compression.</summary>
    public int RawLength { get; }

    /// <summary>Octets as they travel, without headers.</summary>
    public int TransferLength => _octets.Length;

    /// <summary>Whether they travel compressed.</summary>
    public bool IsCompressed { get; }

    /// <summary>Segments it travels in, from 1.</summary>
    public int SegmentCount => CountFor(_octets.Length);

    /// <summary>Tells this encoding from any other.</summary>
    internal ulong Digest { get; }

    /// <summary>Makes a body ready to travel.</summary>
    /// <param name="octets">The body; what it means is not looked at.</param>
    /// <exception cref="ArgumentException">It is longer than <see cref="MaxOctets"/>.</exception>
    public static MessageBody Encode(ReadOnlySpan<byte> octets)
    {
        if (octets.Length > MaxOctets)
        {
            throw new ArgumentException($"a message has at most {MaxOctets} octets, not {octets.Length}", nameof(octets));
        }

        if (octets.Length > SegmentOctets)
        {
            byte[] compressed = Compress(octets);
            if (CountFor(compressed.Length) < CountFor(octets.Length))
            {
                return new MessageBody(compressed, octets.Length, isCompressed: true);
            }
        }

        return new MessageBody(octets.ToArray(), octets.Length, isCompressed: false);
    }

    /// <summary>The octets of a segment.</summary>
    internal ReadOnlySpan<byte> Segment(int index)
    {
        int start = index * SegmentOctets;
        return _octets.AsSpan(start, Math.Min(SegmentOctets, _octets.Length - start));
    }

    /// <summary>Undoes <see cref="Encode"/>, never making more octets than the message claims.</summary>
    /// <returns>False when it does not decompress to exactly <paramref name="rawLength"/> octets.</returns>
    internal static bool TryDecode(byte[] octets, bool isCompressed, int rawLength, out byte[] body)
    {
        body = octets;
        if (!isCompressed)
        {
            return octets.Length == rawLength;
        }

        try
        {
            using ZLibStream stream = new(new MemoryStream(octets, writable: false), CompressionMode.Decompress);
            body = new byte[rawLength];
            return stream.ReadAtLeast(body, rawLength, throwOnEndOfStream: false) == rawLength && stream.ReadByte() < 0;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return false;
        }
    }

    /// <summary>The first 8 octets of SHA-256.</summary>
    internal static ulong DigestOf(ReadOnlySpan<byte> octets)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(octets, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    private static int CountFor(int octets) => Math.Max(1, (octets + SegmentOctets - 1) / SegmentOctets);

    /// <summary>Compresses in the zlib format (RFC 1950).</summary>
    internal static byte[] Compress(ReadOnlySpan<byte> octets)
    {
        using MemoryStream compressed = new();
        using (ZLibStream stream = new(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(octets);
        }

        return compressed.ToArray();
    }
}
