using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Server.Identity;

/// <summary>What the server takes from a PKCS #10 request (RFC 2986): the key, once its signature shows that the sender holds it. All else is ignored.</summary>
/// <param name="Key">The public key.</param>
/// <param name="Fingerprint">SHA-256 of its SubjectPublicKeyInfo.</param>
internal sealed record SigningRequest(PublicKey Key, byte[] Fingerprint)
{
    /// <summary>Characters of a request in PEM at most.</summary>
    public const int MaxLength = 8 * 1024;

    private const string EllipticCurveKey = "1.2.840.10045.2.1";

    // Object identifiers of P-256 and P-384 as DER. Other keys, and curves spelled out, are refused before anything is computed with them.
    private static readonly byte[][] Curves = [[0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07], [0x06, 0x05, 0x2B, 0x81, 0x04, 0x00, 0x22]];

    /// <summary>Reads a request.</summary>
    /// <returns>Null, with the reason, when it is none, has a key of another kind, or is not signed with it.</returns>
    public static SigningRequest? TryRead(string pem, out string problem)
    {
        problem = "the certificate request cannot be read; send PKCS #10 in PEM with a key on P-256 or P-384, signed with that key";
        if (pem.Length > MaxLength)
        {
            return null;
        }

        try
        {
            PublicKey key = Load(pem, CertificateRequestLoadOptions.SkipSignatureValidation).PublicKey;
            if (key.Oid.Value != EllipticCurveKey || !Curves.Any(curve => key.EncodedParameters?.RawData.AsSpan().SequenceEqual(curve) == true))
            {
                return null;
            }

            key = Load(pem, CertificateRequestLoadOptions.Default).PublicKey;
            return new SigningRequest(key, SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static CertificateRequest Load(string pem, CertificateRequestLoadOptions options) =>
        CertificateRequest.LoadSigningRequestPem(pem, HashAlgorithmName.SHA256, options);
}
