using Gatehouse.Diagnosis.Observation;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>The ClientHello of a connection as one vantage point saw it: its random tells whether another one shows the same.</summary>
/// <param name="Random">Digest of the 32 octets of client random.</param>
/// <param name="Time">When it was captured, nanoseconds by the vantage point's own clock.</param>
/// <param name="Frame">Its frame.</param>
internal readonly record struct TlsHello(ulong Random, long Time, uint Frame)
{
    /// <summary>Octets of record header, handshake header and version in front of the random (RFC 8446, 4.1.2 and 5.1).</summary>
    private const int RandomOffset = 11;

    private const int RandomLength = 32;
    private const int HandshakeTypeOffset = 5;
    private const byte HandshakeRecord = 22;
    private const byte MajorVersion = 3;
    private const byte ClientHello = 1;

    /// <summary>Digests the random of a ClientHello at the start of a segment; false for anything else, and where it is cut.</summary>
    public static bool TryDigest(ReadOnlySpan<byte> payload, out ulong random)
    {
        bool isHello = payload.Length >= RandomOffset + RandomLength
            && payload[0] == HandshakeRecord && payload[1] == MajorVersion && payload[HandshakeTypeOffset] == ClientHello;
        random = isHello ? OctetDigest.Of(payload.Slice(RandomOffset, RandomLength)) : 0;
        return isHello;
    }
}
