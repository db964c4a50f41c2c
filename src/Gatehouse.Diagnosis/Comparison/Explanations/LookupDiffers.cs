using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The bad side asks another name server, or for another name.</summary>
internal sealed class LookupDiffers : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.NameResolutionFailed];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (bad.Lookup is not { } failed || failed.Addresses.Count > 0)
        {
            return null;
        }

        if (good.Lookup is not { Addresses.Count: > 0 } answered)
        {
            return new Explanation(StepCodes.Lookup, null, "GOOD shows no lookup of the name: it may have known the address already");
        }

        return answered.Name != failed.Name
            ? new Explanation(StepCodes.Lookup, Confidence.Likely, $"GOOD asks for {answered.Name} and gets an address, BAD asks for {failed.Name} and gets none")
            : answered.Server != failed.Server
                ? new Explanation(StepCodes.NameServer, Confidence.Likely, $"GOOD asks the name server {answered.Server} and gets an address for {answered.Name}, BAD asks {failed.Server} and gets none")
                : new Explanation(StepCodes.Lookup, null, $"both ask {failed.Server} for {failed.Name}, and only GOOD gets an address: the name server's data or its way back changed in between");
    }
}
