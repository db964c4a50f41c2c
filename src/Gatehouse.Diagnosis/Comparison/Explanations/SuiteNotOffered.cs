using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The server agreed with the good side on a cipher suite that the bad side does not offer.</summary>
internal sealed class SuiteNotOffered : IExplanation
{
    public IReadOnlyList<string> Codes =>
        [FindingCodes.TlsNoCommonCipher, FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsAlert];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tls is not { ServerHello.CipherSuite: > 0 and ushort chosen } || bad.Tls is not { ServerHello: null, ClientHello: { CipherSuites.Length: > 0 } offered })
        {
            return null;
        }

        string suite = CipherSuiteNames.Of(chosen);
        if (!offered.CipherSuites.Contains(chosen))
        {
            // Which of its other suites the server would have taken is not known.
            Confidence confidence = fault.Code == FindingCodes.TlsNoCommonCipher ? fault.Confidence : Confidence.Possible;
            return new Explanation(
                StepCodes.TlsSuites,
                SameServer.Limit(confidence, good, bad),
                $"the server agrees with GOOD on {suite}, which BAD does not offer");
        }

        return fault.Code == FindingCodes.TlsNoCommonCipher
            ? new Explanation(StepCodes.TlsSuites, null, $"both offer {suite}, which the server chose for GOOD and not for BAD: the server may have been changed in between, or it demands something else beside the suite")
            : null;
    }
}
