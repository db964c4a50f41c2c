using System.Globalization;
using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>What the server showed as its certificate, and the client as its own.</summary>
internal static class CertificateSteps
{
    /// <summary>Hexadecimal digits of a fingerprint that are shown: enough to tell two apart by eye.</summary>
    private const int DigitsShown = 16;

    /// <summary>Writes the steps down.</summary>
    public static void Add(StepSheet sheet, ObservedExchange exchange)
    {
        if (exchange.Tls is not { } tls)
        {
            return;
        }

        if (tls.Certificates.Count > 0)
        {
            AddShown(sheet, tls.Certificates[0], tls.CertificateFrame);
        }
        else if (tls.ServerHello is not null)
        {
            string why = TlsVersions.Rank(tls.Version) >= TlsVersions.Tls13 ? $"encrypted ({TlsVersions.Name(tls.Version)})"
                : tls.IsResumed ? "not sent, session resumed"
                : "not shown";
            StepValue hidden = new(why, null) { Frames = [tls.ServerHelloFrame] };
            sheet.Add(StepCodes.Subject, hidden);
            sheet.Add(StepCodes.Issuer, hidden);
        }

        sheet.Add(StepCodes.ClientCertificate, Client(tls));
    }

    private static void AddShown(StepSheet sheet, CertificateFacts certificate, long frame)
    {
        if (certificate.IsReadable)
        {
            sheet.Add(StepCodes.Subject, StepValue.Of(certificate.Subject, frame));
            sheet.Add(StepCodes.Issuer, StepValue.Of(certificate.Issuer, frame));
            sheet.Add(StepCodes.Validity, StepValue.Of(
                string.Create(CultureInfo.InvariantCulture, $"{certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}"), frame));
        }

        sheet.Add(StepCodes.Fingerprint, new StepValue(certificate.Sha256[..Math.Min(DigitsShown, certificate.Sha256.Length)] + "…", certificate.Sha256) { Frames = [frame] });
    }

    private static StepValue? Client(TlsConversation tls) => tls.ClientCertificates switch
    {
        { Count: > 0 } sent => StepValue.Of($"{sent[0].Subject}, issued by {sent[0].Issuer}", tls.ClientCertificateFrame),
        { Count: 0 } => StepValue.Of("asked for, none sent", tls.CertificateRequestFrame, tls.ClientCertificateFrame),
        null when tls.CertificateRequestFrame != 0 => StepValue.Of("asked for", tls.CertificateRequestFrame),
        null when tls.Certificates.Count > 0 => StepValue.Of("not asked for"),
        _ => null,
    };
}
