using System.Globalization;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Facts and phrases about certificates.</summary>
internal static class CertificateWords
{
    private const int MostNames = 16;

    /// <summary>Facts about the server's certificate.</summary>
    public static void AddTo(Dictionary<string, object> facts, CertificateFacts? certificate)
    {
        if (certificate is null)
        {
            return;
        }

        facts["sha256"] = certificate.Sha256;
        if (!certificate.IsReadable)
        {
            return;
        }

        facts["subject"] = certificate.Subject;
        facts["issuer"] = certificate.Issuer;
        facts["notBefore"] = Iso(certificate.NotBefore!.Value);
        facts["notAfter"] = Iso(certificate.NotAfter!.Value);
        if (certificate.AlternativeNames.Count > 0)
        {
            facts["names"] = certificate.AlternativeNames.Take(MostNames).ToArray();
        }
    }

    /// <summary>The names a certificate is for, as a phrase.</summary>
    public static string Names(CertificateFacts certificate) => certificate.AlternativeNames.Count > 0
        ? string.Join(", ", certificate.AlternativeNames.Take(MostNames))
        : certificate.Subject;

    /// <summary>"2023-01-01T00:00:00Z".</summary>
    public static string Iso(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
