using System.Buffers;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>Reads certificate chains, and remembers them: a capture shows the same few over and over.</summary>
internal sealed class ChainReader
{
    /// <summary>Most chains remembered; then it starts afresh.</summary>
    internal const int MostChains = 2_048;

    /// <summary>Most octets of chains remembered.</summary>
    internal const int MostOctets = 16 * 1024 * 1024;

    private readonly CertificateCache _certificates = new();
    private readonly Dictionary<ulong, Known> _chains = [];
    private int _octets;

    /// <summary>Reads the body of a Certificate message of TLS 1.2 or older; what cannot be read is left out.</summary>
    public IReadOnlyList<CertificateFacts> Read(ReadOnlySpan<byte> body)
    {
        ulong digest = OctetDigest.Of(body);
        if (_chains.TryGetValue(digest, out Known? known) && body.SequenceEqual(known.Body))
        {
            return known.Facts;
        }

        if (CertificateMessage.Read(body, out CertificateChain chain, out _) != OperationStatus.Done)
        {
            return [];
        }

        List<CertificateFacts> facts = new(chain.Count);
        foreach (ReadOnlySpan<byte> der in chain)
        {
            facts.Add(_certificates.Get(der));
        }

        Remember(digest, new Known(body.ToArray(), facts));
        return facts;
    }

    private void Remember(ulong digest, Known known)
    {
        if (_chains.Count >= MostChains || _octets + known.Body.Length > MostOctets)
        {
            _chains.Clear();
            _octets = 0;
        }

        _chains[digest] = known;
        _octets += known.Body.Length;
    }

    private sealed record Known(byte[] Body, IReadOnlyList<CertificateFacts> Facts);
}
