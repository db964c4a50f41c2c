using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Icmp;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>A device says by ICMP that it does not let the bad side's packets through; it says nothing to the good side.</summary>
internal sealed class DeviceObjects : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.IcmpRejected];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        IReadOnlyList<IcmpError> errors = bad.Tcp?.IcmpErrors ?? bad.Udp?.IcmpErrors ?? [];
        if (errors.FirstOrDefault(error => error.IsUnreachable) is not { } error || (good.Tcp?.IcmpErrors ?? good.Udp?.IcmpErrors) is not { Count: 0 })
        {
            return null;
        }

        string what = IcmpNames.Of(error.IsVersion6, error.Type, error.Code);
        return error.From == bad.Server?.Address
            ? new Explanation(
                StepCodes.Icmp,
                null,
                $"the server itself answers BAD with “{what}” and GOOD as it should: the service was down at that moment, or the server's own firewall turns BAD away")
            : new Explanation(
                StepCodes.Icmp,
                SameServer.Limit(fault.Confidence, good, bad),
                $"{error.From} on BAD's way rejects its packets (ICMP “{what}”); GOOD's pass");
    }
}
