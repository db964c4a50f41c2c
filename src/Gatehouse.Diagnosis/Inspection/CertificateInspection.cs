using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One certificate of a chain.</summary>
/// <param name="Sha256">SHA-256 of its DER encoding, lower-case hexadecimal.</param>
/// <param name="Subject">Subject as text; null when the certificate is not readable.</param>
/// <param name="Issuer">Issuer as text; null when the certificate is not readable.</param>
/// <param name="NotBefore">Start of validity, UTC; null when the certificate is not readable.</param>
/// <param name="NotAfter">End of validity, UTC; null when the certificate is not readable.</param>
public sealed record CertificateInspection(string Sha256, string? Subject, string? Issuer, DateTime? NotBefore, DateTime? NotAfter)
{
    internal static CertificateInspection Of(CertificateFacts facts) => facts.IsReadable
        ? new CertificateInspection(facts.Sha256, facts.Subject, facts.Issuer, facts.NotBefore, facts.NotAfter)
        : new CertificateInspection(facts.Sha256, null, null, null, null);
}
