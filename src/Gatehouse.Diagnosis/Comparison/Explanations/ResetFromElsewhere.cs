using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The reset that the bad side gets comes from another distance than the good side's server.</summary>
internal sealed class ResetFromElsewhere : IExplanation
{
    public IReadOnlyList<string> Codes =>
        [FindingCodes.TcpResetInjected, FindingCodes.TcpRefused, FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsVersionMismatch, FindingCodes.TcpReset];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tcp is not { FromServer: { Ttl: > 0 } server } || bad.Tcp?.FromServer.Reset is not { Ttl: > 0 } reset || !SameServer.Is(good, bad))
        {
            return null;
        }

        // Without packets of the server itself on the bad side, another distance may also be that of its network.
        byte own = bad.Tcp.FromServer.SynFrame != 0 ? bad.Tcp.FromServer.Ttl : (byte)0;
        bool isForeign = reset.Ttl != server.Ttl && (own == 0 || own != reset.Ttl);
        string distance = $"GOOD's server answers with TTL {server.Ttl}{Away(server.Ttl)}, BAD's reset arrives with TTL {reset.Ttl}{Away(reset.Ttl)}";
        if (isForeign)
        {
            bool isInjected = fault.Code == FindingCodes.TcpResetInjected;
            Confidence most = isInjected || Hops.Initial(reset.Ttl) != Hops.Initial(server.Ttl) ? Confidence.Likely : Confidence.Possible;
            return new Explanation(
                StepCodes.ServerTtl,
                isInjected ? fault.Confidence : most,
                $"{distance}: another host resets BAD's connection in the server's name");
        }

        return fault.Code == FindingCodes.TcpRefused
            ? new Explanation(
                StepCodes.TcpAnswer,
                null,
                $"GOOD's SYN is accepted and BAD's refused from the same distance (TTL {reset.Ttl}), with nothing in the SYNs to cause it: the service was down at that moment, or the server's own firewall turns BAD away")
            {
                NextSteps = ["Repeat the try from BAD and from GOOD at the same time, with a capture at each: if both are refused, the service is down; if only BAD is, look at the server's firewall rules for BAD's address."],
            }
            : null;
    }

    private static string Away(byte ttl) => Hops.Of(ttl) is { } hops ? $" ({StepWords.Distance(hops)})" : string.Empty;
}
