using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The bad side asks for something else over HTTP.</summary>
internal sealed class RequestDiffers : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.HttpError];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Tcp?.Http is not { Responses: > 0, ErrorStatus: 0 } works || bad.Tcp?.Http is not { ErrorStatus: > 0 } fails)
        {
            return null;
        }

        return works.Method == fails.Method && works.Target == fails.Target && works.Host == fails.Host
            ? new Explanation(StepCodes.HttpRequest, null, $"both ask for the same, and the server answers GOOD with {works.Status} and BAD with {fails.ErrorStatus}; its log says why")
            : new Explanation(
                StepCodes.HttpRequest,
                Confidence.Possible,
                $"GOOD asks {works.Method} {works.Target} and gets {works.Status}, BAD asks {fails.Method} {fails.Target} and gets {fails.ErrorStatus}");
    }
}
