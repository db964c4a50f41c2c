using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Certificates made for the test run.</summary>
internal static class TestCertificates
{
    public static readonly DateTimeOffset NotBefore = new(2025, 3, 1, 12, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset NotAfter = new(2049, 3, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>A self-signed server certificate with a private key.</summary>
    public static X509Certificate2 SelfSigned(string subject, params string[] dnsNames)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 certificate = Request(subject, key, dnsNames).CreateSelfSigned(NotBefore, NotAfter);
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>A server certificate and the authority that signed it.</summary>
    public static (X509Certificate2 Leaf, X509Certificate2 Authority) Issued(string issuer, string subject, params string[] dnsNames)
    {
        using ECDsa authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest authorityRequest = new(issuer, authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using X509Certificate2 authority = authorityRequest.CreateSelfSigned(NotBefore, NotAfter);

        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using X509Certificate2 leaf = Request(subject, key, dnsNames).Create(authority, NotBefore, NotAfter, [1, 2, 3, 4]);
        using X509Certificate2 leafWithKey = leaf.CopyWithPrivateKey(key);
        return (
            X509CertificateLoader.LoadPkcs12(leafWithKey.Export(X509ContentType.Pkcs12), null),
            X509CertificateLoader.LoadCertificate(authority.RawData));
    }

    private static CertificateRequest Request(string subject, ECDsa key, string[] dnsNames)
    {
        CertificateRequest request = new(subject, key, HashAlgorithmName.SHA256);
        if (dnsNames.Length > 0)
        {
            SubjectAlternativeNameBuilder names = new();
            foreach (string name in dnsNames)
            {
                names.AddDnsName(name);
            }

            names.AddIpAddress(IPAddress.Parse("192.0.2.7"));
            request.CertificateExtensions.Add(names.Build());
        }

        return request;
    }
}
