using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The good side shows a certificate of its own; the bad side shows none, or that of another issuer.</summary>
internal sealed class ClientCertificateDiffers : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.TlsClientCertificateMissing, FindingCodes.TlsClientCertificateRejected];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tls?.ClientCertificates is not { Count: > 0 } accepted)
        {
            return new Explanation(StepCodes.ClientCertificate, null, "GOOD does not show whether it has a certificate of its own, so that the two cannot be compared");
        }

        return bad.Tls?.ClientCertificates switch
        {
            { Count: 0 } => new Explanation(
                StepCodes.ClientCertificate,
                SameServer.Limit(fault.Confidence, good, bad),
                $"the server asks both for a certificate: GOOD sends {ShortName.Of(accepted[0].Subject)}, BAD sends none"),
            { Count: > 0 } sent when sent[0].Issuer != accepted[0].Issuer => new Explanation(
                StepCodes.ClientCertificate,
                SameServer.Limit(fault.Confidence, good, bad),
                $"GOOD's own certificate is issued by {ShortName.Of(accepted[0].Issuer)} and accepted, BAD's by {ShortName.Of(sent[0].Issuer)} and refused"),
            { Count: > 0 } => new Explanation(
                StepCodes.ClientCertificate,
                null,
                "both send a certificate of the same issuer, and only BAD's is refused; the server's log says why (revoked, expired, not enrolled)"),
            _ => new Explanation(StepCodes.ClientCertificate, null, "BAD's own certificate cannot be seen, so that the two cannot be compared"),
        };
    }
}
