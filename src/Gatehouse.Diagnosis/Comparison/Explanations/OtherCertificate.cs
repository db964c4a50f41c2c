using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The bad side is shown another certificate than the good one.</summary>
internal sealed class OtherCertificate : IExplanation
{
    /// <summary>Most names of one certificate that are said.</summary>
    private const int MostNames = 4;

    public IReadOnlyList<string> Codes =>
    [
        FindingCodes.TlsIntercepted,
        FindingCodes.TlsCertificateExpired,
        FindingCodes.TlsCertificateNotYetValid,
        FindingCodes.TlsCertificateUntrusted,
        FindingCodes.TlsCertificateNameMismatch,
        FindingCodes.TlsCertificateRejected,
    ];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tls is not { ServerHello: not null } goodTls || bad.Tls is not { ServerHello: not null } badTls)
        {
            return null;
        }

        if (badTls.Certificates.Count == 0 || goodTls.Certificates.Count == 0)
        {
            return Hidden(fault, good, bad, badTls.Certificates.Count > 0 ? badTls.Certificates[0] : null);
        }

        CertificateFacts shown = badTls.Certificates[0];
        CertificateFacts accepted = goodTls.Certificates[0];
        if (shown.Sha256 == accepted.Sha256)
        {
            return new Explanation(
                StepCodes.Issuer,
                null,
                "both are shown the same certificate, and only BAD refuses it: what differs is inside BAD (the authorities it trusts, its clock), which no capture shows")
            {
                NextSteps = [$"On BAD and on GOOD: compare the trusted root authorities (certmgr.msc, or certutil -store root) with the issuer {ShortName.Of(accepted.Issuer)}, and the clocks."],
            };
        }

        (string step, string text) = fault.Code switch
        {
            FindingCodes.TlsCertificateExpired or FindingCodes.TlsCertificateNotYetValid =>
                (StepCodes.Validity, $"BAD is shown a certificate valid {Dates(shown)}, GOOD one valid {Dates(accepted)}"),
            FindingCodes.TlsCertificateNameMismatch =>
                (StepCodes.Subject, $"BAD is shown a certificate for {Names(shown)}, GOOD one for {Names(accepted)}"),
            _ when shown.Issuer != accepted.Issuer =>
                (StepCodes.Issuer, $"GOOD sees a certificate issued by {ShortName.Of(accepted.Issuer)}, BAD one issued by {ShortName.Of(shown.Issuer)}{Product(shown)}, and refuses it"),
            _ => (StepCodes.Fingerprint, $"BAD refuses a certificate issued by {ShortName.Of(shown.Issuer)}; GOOD is shown another one of that issuer"),
        };
        return new Explanation(step, SameServer.Limit(fault.Confidence, good, bad), text);
    }

    /// <summary>TLS 1.3 encrypts certificates; then the name of an inspecting product in the other one still tells.</summary>
    private static Explanation Hidden(Finding fault, ObservedExchange good, ObservedExchange bad, CertificateFacts? shown)
    {
        string server = bad.Server is { } endpoint ? endpoint.ToString() : "the server";
        string name = bad.ServerName is { } host ? $" -servername {host}" : string.Empty;
        string[] next = [$"On GOOD: openssl s_client -connect {server}{name} -tls1_2 -showcerts, while a capture runs; a hello of TLS 1.2 shows the certificate that TLS 1.3 hides."];
        bool isGateway = fault.Code == FindingCodes.TlsIntercepted && shown is not null;
        string hidden = good.Tls!.Certificates.Count == 0 ? "GOOD's certificate" : "BAD's certificate";
        string why = TlsVersions.Rank((good.Tls.Certificates.Count == 0 ? good : bad).Tls!.Version) >= TlsVersions.Tls13
            ? "is hidden by TLS 1.3"
            : "is not in the evidence";
        return isGateway
            ? new Explanation(
                StepCodes.Issuer,
                Explanation.AtMost(fault.Confidence, Confidence.Likely),
                $"BAD is shown a certificate issued by {ShortName.Of(shown!.Issuer)}{Product(shown)}, and refuses it; GOOD refuses nothing, though what it is shown {why}")
            { NextSteps = next }
            : new Explanation(StepCodes.Issuer, null, $"{hidden} {why}, so that the two cannot be compared") { NextSteps = next };
    }

    private static string Product(CertificateFacts certificate) =>
        certificate.InspectingProduct is { } product ? $" (a name of {product}, which opens TLS connections)" : string.Empty;

    private static string Names(CertificateFacts certificate) =>
        certificate.AlternativeNames.Count > 0 ? string.Join(", ", certificate.AlternativeNames.Take(MostNames)) : ShortName.Of(certificate.Subject);

    private static string Dates(CertificateFacts certificate) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{certificate.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}");
}
