using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Server.Identity;

/// <summary>A certificate that agents trust, with its key.</summary>
internal sealed class TrustAnchor : IDisposable
{
    /// <summary>Takes a certificate.</summary>
    /// <param name="number">Its number, from 1.</param>
    /// <param name="certificate">The certificate with its key.</param>
    public TrustAnchor(int number, X509Certificate2 certificate)
    {
        Number = number;
        Certificate = certificate;
        Pin = SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Its number: anchors are used in this order.</summary>
    public int Number { get; }

    /// <summary>The certificate with its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>SHA-256 of the SubjectPublicKeyInfo.</summary>
    public byte[] Pin { get; }

    /// <summary>From this moment the next anchor issues: two thirds of its life.</summary>
    public DateTimeOffset IssuesUntil => Lifetimes.RenewalAt(Certificate);

    /// <summary>Never shows the key.</summary>
    public override string ToString() => $"trust anchor {Number}";

    /// <inheritdoc/>
    public void Dispose() => Certificate.Dispose();
}
