using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The server agreed with the good side on a TLS version that the bad side does not offer.</summary>
internal sealed class VersionNotOffered : IExplanation
{
    public IReadOnlyList<string> Codes =>
        [FindingCodes.TlsVersionMismatch, FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsAlert];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tls is not { ServerHello: not null, ClientHello: not null } agreed || bad.Tls is not { ServerHello: null, ClientHello: { } offered }
            || offered.Versions.Count == 0 || agreed.Version == 0)
        {
            return null;
        }

        string version = TlsVersions.Name(agreed.Version);
        if (offered.Versions.Contains(agreed.Version))
        {
            ushort suite = agreed.ServerHello.CipherSuite;
            bool hasSuite = suite != 0 && offered.CipherSuites.Contains(suite);
            return fault.Code != FindingCodes.TlsVersionMismatch
                ? hasSuite
                    ? new Explanation(StepCodes.TlsVersions, null, $"BAD's hello offers the version and the suite that the server chose for GOOD ({version}, {CipherSuiteNames.Of(suite)}), so that neither explains the refusal")
                    : null
                : new Explanation(StepCodes.TlsVersions, null, $"both offer {version}, on which the server agreed with GOOD and not with BAD: the clients do not differ in it, so the server may have been changed in between");
        }

        Confidence confidence = fault.Code == FindingCodes.TlsVersionMismatch ? fault.Confidence : Confidence.Likely;
        return new Explanation(
            StepCodes.TlsVersions,
            SameServer.Limit(confidence, good, bad),
            $"the server agrees with GOOD on {version}, which BAD does not offer: its best is {TlsVersions.Name(offered.HighestVersion)}");
    }
}
