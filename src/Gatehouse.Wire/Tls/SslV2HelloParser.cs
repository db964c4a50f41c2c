using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// Reads a ClientHello in SSLv2 framing (RFC 5246 appendix E.2): 15-bit length with the top bit set, type 1, version, three lengths,
/// cipher specifications of 3 octets each, session identifier, challenge.
/// </summary>
internal static class SslV2HelloParser
{
    /// <summary>Octets of the SSLv2 record header.</summary>
    public const int HeaderLength = 2;

    /// <summary>The longest SSLv2 hello accepted, in octets after the header.</summary>
    public const int MaxMessageLength = 4096;

    private const int ProbeLength = 5;
    private const int MinMessageLength = 9;
    private const int MinChallengeLength = 16;
    private const int SpecificationLength = 3;
    private const byte ClientHelloType = 1;

    /// <summary>Whether the first five octets of a connection are the start of such a hello.</summary>
    public static bool LooksLikeHello(ReadOnlySpan<byte> first)
    {
        if (first.Length < ProbeLength || (first[0] & 0x80) == 0 || first[2] != ClientHelloType)
        {
            return false;
        }

        ushort version = BinaryPrimitives.ReadUInt16BigEndian(first[3..]);
        return version is TlsVersions.Ssl2 or (>= TlsVersions.Ssl3 and <= TlsVersions.Tls13)
            && MessageLength(first) is >= MinMessageLength and <= MaxMessageLength;
    }

    /// <summary>Octets after the 2-octet header.</summary>
    public static int MessageLength(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt16BigEndian(header) & 0x7FFF;

    /// <summary>Reads header and message.</summary>
    /// <returns>NeedMoreData when octets are missing; InvalidData when the lengths contradict each other.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out ClientHello? hello, out ParseError error)
    {
        hello = null;
        error = default;
        if (data.Length < ProbeLength)
        {
            return OperationStatus.NeedMoreData;
        }

        if (!LooksLikeHello(data))
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        int length = MessageLength(data);
        if (data.Length < HeaderLength + length)
        {
            return OperationStatus.NeedMoreData;
        }

        SpanReader reader = new(data.Slice(HeaderLength, length));
        _ = reader.TrySkip(sizeof(byte));
        ReadOnlySpan<byte> specifications = default;
        ReadOnlySpan<byte> challenge = default;
        ushort version = 0;
        ushort sessionIdLength = 0;
        bool fits = reader.TryReadUInt16(out version)
            && reader.TryReadUInt16(out ushort specificationsLength)
            && reader.TryReadUInt16(out sessionIdLength)
            && reader.TryReadUInt16(out ushort challengeLength)
            && specificationsLength % SpecificationLength == 0
            && challengeLength is >= MinChallengeLength and <= HelloFields.RandomLength
            && reader.TryTake(specificationsLength, out specifications)
            && reader.TrySkip(sessionIdLength)
            && reader.TryTake(challengeLength, out challenge);
        if (!fits || reader.Remaining > 0)
        {
            error = new ParseError(fits ? ParseErrorKind.TrailingData : ParseErrorKind.BadLength, HeaderLength + reader.Position);
            return OperationStatus.InvalidData;
        }

        hello = new ClientHello
        {
            LegacyVersion = version,
            Random = challenge.ToArray(),
            SessionIdLength = sessionIdLength,
            CipherSuites = SuitesOf(specifications),
            CipherSuiteCount = specifications.Length / SpecificationLength,
            IsSslV2 = true,
        };
        return OperationStatus.Done;
    }

    /// <summary>The specifications that are TLS suites: those whose first octet is zero. The others are ciphers of SSL 2.0.</summary>
    private static ushort[] SuitesOf(ReadOnlySpan<byte> specifications)
    {
        List<ushort> suites = new(specifications.Length / SpecificationLength);
        for (int i = 0; i < specifications.Length; i += SpecificationLength)
        {
            if (specifications[i] == 0)
            {
                suites.Add(BinaryPrimitives.ReadUInt16BigEndian(specifications[(i + 1)..]));
            }
        }

        return [.. suites];
    }
}
