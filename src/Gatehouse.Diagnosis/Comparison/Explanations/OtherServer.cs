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

        if (SameServer.IsSameName(good, bad) && works.Address != fails.Address)
        {
            bool isLookedUp = bad.Lookup?.Addresses.Contains(fails.Address) == true;
            return new Explanation(
                isLookedUp ? StepCodes.Lookup : StepCodes.Server,
                Confidence.Likely,
                $"the name {bad.ServerName} leads BAD to {fails.Address} and GOOD to {works.Address}");
        }

        bool isPort = works.Address == fails.Address && fault.Code != FindingCodes.HttpError;
        bool isProtocol = fault.Code is FindingCodes.TlsOnHttpPort or FindingCodes.HttpOnTlsPort;
        return isPort
            ? new Explanation(
                StepCodes.Server,
                isProtocol ? Confidence.Likely : Confidence.Possible,
                $"GOOD talks to port {works.Port} of {works.Address}, BAD to port {fails.Port}")
            : null;
    }
}
