using System.Buffers;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>Reads certificate chains, and remembers the latest: a capture shows the same few over and over.</summary>
internal sealed class ChainReader
{
    private readonly CertificateCache _certificates = new();
    private byte[] _latestBody = [];
    private IReadOnlyList<CertificateFacts> _latest = [];

    /// <summary>Reads the body of a Certificate message of TLS 1.2 or older; what cannot be read is left out.</summary>
    public IReadOnlyList<CertificateFacts> Read(ReadOnlySpan<byte> body)
    {
        if (body.SequenceEqual(_latestBody))
        {
            return _latest;
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

        _latestBody = body.ToArray();
        return _latest = facts;
    }
}
