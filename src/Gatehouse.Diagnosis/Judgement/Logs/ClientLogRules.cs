using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>All rules that judge a client log by itself.</summary>
internal static class ClientLogRules
{
    private const int MaxEvidence = 32;

    private static readonly Func<ClientLog, ReportSizings, string, IEnumerable<Finding>>[] Rules =
    [
        ReportExceedsMtu.Judge,
        FragmentsLikelyLost.Judge,
        RequestUnanswered.Judge,
        SilenceCandidates.Judge,
        (log, _, sourceName) => PostureNoncompliant.Judge(log, sourceName),
        (log, _, sourceName) => AgentsOwnWord.Judge(log, sourceName),
        (log, _, sourceName) => LogEndsEarly.Judge(log, sourceName),
    ];

    /// <summary>
    /// Judges a log. Exchanges that fail alike between the same ends give one finding, told by the first of them. Line numbers stand in
    /// <see cref="Evidence.Frames"/>.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="sourceName">Name of the source in the evidence.</param>
    public static IReadOnlyList<Finding> Judge(ClientLog log, string sourceName)
    {
        ReportSizings sizings = new();
        return
        [
            .. Rules.SelectMany(rule => rule(log, sizings, sourceName))
                .GroupBy(finding => (finding.Code, finding.Severity, finding.Confidence, finding.Title, finding.Conversation))
                .Select(Merge),
        ];
    }

    private static Finding Merge(IEnumerable<Finding> alike)
    {
        Finding[] findings = [.. alike];
        return findings.Length == 1
            ? findings[0]
            : findings[0] with
            {
                Count = findings.Sum(finding => finding.Count),
                Evidence = [.. findings.SelectMany(finding => finding.Evidence).Take(MaxEvidence)],
            };
    }
}
