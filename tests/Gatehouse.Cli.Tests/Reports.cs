using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Cli.Tests;

/// <summary>One report for each exit status.</summary>
internal static class Reports
{
    public static Report Healthy { get; } = Of(FindingCodes.Healthy, null);

    public static Report Inconclusive { get; } = Of(FindingCodes.Inconclusive, null);

    public static Report Faulty { get; } = Of(FindingCodes.TcpRefused, Severity.Fault);

    public static Report Warned { get; } = Of(FindingCodes.Healthy, Severity.Warning);

    public static Report Of(string code, Severity? severity) => new()
    {
        Verdict = new Verdict(code, Confidence.Certain, "The summary.", null, null),
        Findings = severity is null ? [] :
        [
            new Finding { Code = code, Severity = severity.Value, Confidence = Confidence.Certain, Title = "The title", Explanation = "The explanation." },
        ],
        Sources = [],
        Conversations = new ConversationCounts(1, 1, 0),
    };
}
