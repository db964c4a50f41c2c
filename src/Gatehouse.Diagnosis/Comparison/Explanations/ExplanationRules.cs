using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>All explanations, the more specific before the more general.</summary>
internal static class ExplanationRules
{
    private static readonly IExplanation[] All =
    [
        new ReportTooLarge(),
        new RequestTooLarge(),
        new VersionNotOffered(),
        new WrongProtocol(),
        new OtherCertificate(),
        new ClientCertificateDiffers(),
        new SegmentsTooLarge(),
        new LookupDiffers(),
        new OtherServer(),
        new DeviceObjects(),
        new ResetFromElsewhere(),
        new SuiteNotOffered(),
        new ServerNameDiffers(),
        new RequestDiffers(),
    ];

    /// <summary>What the rules say of a fault, the surest first; those that only say what is not the cause come last.</summary>
    public static IReadOnlyList<Explanation> Explain(Finding fault, ObservedExchange good, ObservedExchange bad) =>
    [
        .. All.Where(rule => rule.Codes.Contains(fault.Code))
            .Select(rule => rule.Explain(fault, good, bad))
            .OfType<Explanation>()
            .OrderByDescending(explanation => (int?)explanation.Confidence ?? -1),
    ];
}
