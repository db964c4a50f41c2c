using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The bad side asks another name server, or gets another address.</summary>
internal sealed class LookupDiffers : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.NameResolutionFailed];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (bad.Lookup is not { } failed)
        {
            return null;
        }

        if (failed.Addresses.Count > 0)
        {
            return good.Server is { } server && !failed.Addresses.Contains(server.Address)
                ? new Explanation(StepCodes.Lookup, Confidence.Likely, $"the name {failed.Name} leads BAD to {failed.Addresses[0]}, and GOOD's server is {server.Address}")
                : null;
        }

        if (good.Lookup is not { Addresses.Count: > 0 } answered)
        {
            return new Explanation(StepCodes.Lookup, null, "GOOD shows no lookup of the name: it may have known the address already");
        }

        return answered.Server != failed.Server
            ? new Explanation(
                StepCodes.NameServer,
                Confidence.Likely,
                $"GOOD asks the name server {answered.Server} and gets an address for {answered.Name}, BAD asks {failed.Server} and gets none")
            : new Explanation(
                StepCodes.Lookup,
                null,
                $"both ask {failed.Server} for {failed.Name}, and only GOOD gets an address: the name server's data or its way back changed in between");
    }
}
