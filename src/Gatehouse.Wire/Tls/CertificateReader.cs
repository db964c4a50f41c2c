using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Wire.Tls;

/// <summary>Reads the facts of one X.509 certificate (RFC 5280) from its DER encoding.</summary>
internal static class CertificateReader
{
    /// <summary>The most subject alternative names kept of one certificate.</summary>
    public const int MaxAlternativeNames = 256;

    private const string SubjectAlternativeNameOid = "2.5.29.17";

    /// <summary>Reads a certificate. Octets that are not one give facts with nothing but their hash.</summary>
    public static CertificateFacts Read(ReadOnlySpan<byte> der)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(der));
        try
        {
            using X509Certificate2 certificate = X509CertificateLoader.LoadCertificate(der);
            return new CertificateFacts
            {
                Sha256 = sha256,
                Subject = certificate.Subject,
                Issuer = certificate.Issuer,
                NotBefore = certificate.NotBefore.ToUniversalTime(),
                NotAfter = certificate.NotAfter.ToUniversalTime(),
                AlternativeNames = AlternativeNamesOf(certificate),
                InspectingProduct = InspectingProducts.Match(certificate.Issuer),
            };
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return new CertificateFacts { Sha256 = sha256, Subject = "", Issuer = "" };
        }
    }

    private static List<string> AlternativeNamesOf(X509Certificate2 certificate)
    {
        List<string> names = [];
        try
        {
            if (certificate.Extensions[SubjectAlternativeNameOid] is { } extension)
            {
                X509SubjectAlternativeNameExtension alternatives = new(extension.RawData, extension.Critical);
                names.AddRange(alternatives.EnumerateDnsNames().Take(MaxAlternativeNames));
                names.AddRange(alternatives.EnumerateIPAddresses().Select(TextOf).Take(MaxAlternativeNames - names.Count));
            }
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            // A malformed extension does not make the rest of the certificate unreadable; the names read so far stand.
        }

        return names;
    }

    private static string TextOf(IPAddress address) => address.ToString();

    /// <summary>
    /// What the platform's readers throw for octets that are not a certificate: mostly CryptographicException, but dates and
    /// strings out of range surface as the others.
    /// </summary>
    private static bool IsUnreadable(Exception e) => e is CryptographicException or FormatException or ArgumentException
        or OverflowException or InvalidOperationException or NotSupportedException;
}
