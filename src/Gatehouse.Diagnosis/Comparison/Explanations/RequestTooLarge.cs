using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The same for requests over UDP that are no security check.</summary>
internal sealed class RequestTooLarge : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.IpFragmentsLost, FindingCodes.RequestUnanswered];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad)
    {
        if (good.Udp is not { Ead: null } goodUdp || bad.Udp is not { Ead: null } badUdp
            || UdpSteps.Telling(goodUdp) is not { AnswerFrame: > 0 } small || UdpSteps.Telling(badUdp) is not { AnswerFrame: 0 } large)
        {
            return null;
        }

        return (small.IsFragmented, large.IsFragmented) switch
        {
            (false, true) => new Explanation(
                StepCodes.UdpRequest,
                Explanation.AtMost(fault.Confidence, Confidence.Likely),
                $"BAD's request of {Size(large)} travels in IP fragments and is never answered; GOOD's largest, of {Size(small)}, fits one packet"),
            (true, true) => new Explanation(
                StepCodes.UdpRequest,
                null,
                $"both send requests in fragments, and GOOD's of {Size(small)} is answered: not the size tells the two apart, but the path, the server or the moment"),
            _ => new Explanation(StepCodes.UdpRequest, null, "both requests fit one packet, and only GOOD's is answered"),
        };
    }

    private static string Size(UdpRequest request) => $"{StepWords.Number(request.PayloadLength)} bytes";
}
