using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The bad side talks to another host or port than the good one.</summary>
internal sealed class OtherServer : IExplanation
{
    public IReadOnlyList<string> Codes =>
    [
        FindingCodes.TcpRefused,
        FindingCodes.TcpNoAnswer,
        FindingCodes.IcmpRejected,
        FindingCodes.NameResolutionFailed,
        FindingCodes.ProxyRefused,
        FindingCodes.HttpError,
        FindingCodes.HttpOnTlsPort,
        FindingCodes.TlsOnHttpPort,
        FindingCodes.TlsCertificateNameMismatch,
        FindingCodes.RequestUnanswered,
    ];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Server is not { } works || bad.Server is not { } fails || works == fails)
        {
            return null;
        }

        if (fault.Code == FindingCodes.ProxyRefused)
        {
            return good.Tcp?.Http is { IsConnect: true }
                ? new Explanation(StepCodes.Server, Confidence.Likely, $"GOOD goes through the proxy {works}, BAD through {fails}, which refuses")
                : new Explanation(StepCodes.Server, Explanation.AtMost(fault.Confidence, Confidence.Likely), $"GOOD goes straight to {works}, BAD through the proxy {fails}, which refuses");
        }

        bool isSameName = SameServer.IsSameName(good, bad);
        bool isLookedUp = bad.Lookup?.Addresses.Contains(fails.Address) == true;
        return isSameName && works.Address != fails.Address
            ? new Explanation(
                isLookedUp ? StepCodes.Lookup : StepCodes.Server,
                Confidence.Likely,
                $"{bad.ServerName} leads BAD to {fails.Address} and GOOD to {works.Address}")
            : works.Address == fails.Address
                ? new Explanation(StepCodes.Server, Confidence.Possible, $"GOOD talks to port {works.Port} of {works.Address}, BAD to port {fails.Port}")
                : null;
    }
}
