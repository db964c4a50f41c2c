using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Server.Identity;

/// <summary>The certificate the server shows; renewed at two thirds of its life, or when its names or the anchor change, without a restart.</summary>
internal sealed class ServerCertificate : IDisposable
{
    private readonly DataFolder _folder;
    private readonly CertificateAuthority _authority;
    private readonly ServerNames _names;
    private volatile SslStreamCertificateContext _context;

    /// <summary>Reads the certificate of the folder; issues one when there is none that fits.</summary>
    public ServerCertificate(DataFolder folder, CertificateAuthority authority, ServerNames names, DateTimeOffset now)
    {
        _folder = folder;
        _authority = authority;
        _names = names;
        _context = Context(Stored(now) ?? Issue(now));
    }

    /// <summary>What TLS shows: the certificate and the anchor above it.</summary>
    public SslStreamCertificateContext Context() => _context;

    /// <summary>When it ends.</summary>
    public DateTimeOffset ExpiresAt => Lifetimes.End(_context.TargetCertificate);

    /// <summary>Renews it when it is time.</summary>
    /// <returns>Whether it was.</returns>
    public bool Renew(DateTimeOffset now)
    {
        if (Fits(_context.TargetCertificate, now))
        {
            return false;
        }

        // The old one may still be in use by handshakes that have begun; it is left to the collector.
        _context = Context(Issue(now));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _context.TargetCertificate.Dispose();

    private bool Fits(X509Certificate2 certificate, DateTimeOffset now) =>
        now < Lifetimes.RenewalAt(certificate)
        && now >= Lifetimes.Begin(certificate)
        && certificate.IssuerName.RawData.AsSpan().SequenceEqual(_authority.InUse.Certificate.SubjectName.RawData)
        && _names.AreCoveredBy(certificate);

    private X509Certificate2? Stored(DateTimeOffset now)
    {
        if (!File.Exists(_folder.ServerCertificate))
        {
            return null;
        }

        string pem = _folder.ReadSecret(_folder.ServerCertificate);
        try
        {
            X509Certificate2 certificate = X509Certificate2.CreateFromPem(pem, pem);
            return Fits(certificate, now) ? certificate : null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            // Nothing depends on this one: a damaged file is replaced.
            return null;
        }
    }

    private X509Certificate2 Issue(DateTimeOffset now)
    {
        X509Certificate2 certificate = _authority.IssueServer(_names, now);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        DataFolder.WriteSecret(_folder.ServerCertificate, $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return certificate;
    }

    private SslStreamCertificateContext Context(X509Certificate2 certificate) =>
        SslStreamCertificateContext.Create(certificate, [.. _authority.Anchors.Select(anchor => anchor.Certificate)], offline: true);
}
