using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Verdicts;

/// <summary>
/// Chooses the root cause among findings: a cause beats its symptoms, certain beats likely beats possible, and among equals
/// the one that explains the most conversations. Rivals that look the same leave the verdict to the symptom.
/// </summary>
internal static class VerdictChooser
{
    /// <summary>Orders the findings, the most telling first.</summary>
    public static IReadOnlyList<Finding> Order(IEnumerable<Finding> findings, DiagnosisOptions options)
    {
        List<Finding> all = [.. findings];
        return
        [
            .. all
                .OrderByDescending(finding => finding.Severity)
                .ThenByDescending(finding => IsToThePoint(finding, options))
                .ThenBy(finding => IsExplained(finding, all))
                .ThenByDescending(finding => finding.Confidence)
                .ThenByDescending(finding => finding.Count)
                .ThenByDescending(finding => finding.Explains.Count),
        ];
    }

    /// <summary>Chooses the verdict.</summary>
    /// <param name="ordered">Findings as <see cref="Order"/> leaves them.</param>
    /// <param name="conversations">How the conversations fared.</param>
    /// <param name="frames">How many frames or lines of it were looked at.</param>
    /// <param name="options">What the user asked.</param>
    public static Verdict Choose(IReadOnlyList<Finding> ordered, ConversationCounts conversations, long frames, DiagnosisOptions options)
    {
        if (ordered.Count > 0 && ordered[0].Severity == Severity.Fault)
        {
            Finding cause = ordered[0];
            return new Verdict(cause.Code, cause.Confidence, Sentence(cause.Title), 0, cause.Where);
        }

        if (conversations.Healthy == 0)
        {
            string reason = conversations.Total == 0 ? NothingToJudge(frames, options) : TooLittle(conversations.Total);
            return new Verdict(FindingCodes.Inconclusive, Confidence.Possible, reason, null, null);
        }

        return new Verdict(
            FindingCodes.Healthy,
            conversations.Unjudged == 0 ? Confidence.Certain : Confidence.Likely,
            Healthy(conversations, ordered.Count(finding => finding.Severity == Severity.Warning)),
            null,
            null);
    }

    private static string Healthy(ConversationCounts conversations, int warnings)
    {
        string besides = warnings switch
        {
            0 => string.Empty,
            1 => ", with one warning",
            _ => $", with {warnings} warnings",
        };
        string judged = conversations.Unjudged > 0
            ? $"{conversations.Healthy:N0} of {Conversations(conversations.Total)}{besides}; of the other {conversations.Total - conversations.Healthy:N0} the evidence shows too little"
            : $"{(conversations.Total == 1 ? "one conversation" : Conversations(conversations.Total))}{besides}";
        return $"Nothing wrong found in {judged}.";
    }

    private static string Conversations(long count) => count == 1 ? "1 conversation" : $"{count:N0} conversations";

    private static string TooLittle(long total) =>
        $"Too little is shown of {(total == 1 ? "the one conversation" : $"the {total:N0} conversations")} to judge.";

    private static string NothingToJudge(long frames, DiagnosisOptions options) => (frames, options.Since.IsKnown || options.Until.IsKnown) switch
    {
        (0, true) => "There is nothing to judge: no frame lies between the times asked for.",
        (0, false) => "There is nothing to judge: the evidence holds no frames.",
        _ => $"There is nothing to judge: none of the {frames:N0} frames belongs to a TCP or UDP conversation.",
    };

    private static string Sentence(string title) => title.EndsWith('.') ? title : title + ".";

    private static bool IsToThePoint(Finding finding, DiagnosisOptions options) =>
        options.Servers.Count == 0
        || finding.Conversation is null
        || finding.Explains.Contains(FindingCodes.NoTraffic) // the way to a server asked for: its name, a proxy
        || (Wire.Ip.IpEndpoint.TryParse(finding.Conversation.Server, out Wire.Ip.IpEndpoint server)
            && options.Servers.Any(expected => expected.Matches(server)));

    /// <summary>
    /// A finding is explained when another one of the same conversation names its code: a symptom is certain where its cause is likely.
    /// A cause that is only possible explains nothing that is surer than itself.
    /// </summary>
    private static bool IsExplained(Finding finding, List<Finding> all) => all.Exists(cause =>
        !ReferenceEquals(cause, finding)
        && cause.Severity == Severity.Fault
        && (cause.Confidence >= Confidence.Likely || cause.Confidence >= finding.Confidence)
        && cause.Explains.Contains(finding.Code)
        && (finding.Conversation is null
            || cause.Conversation == finding.Conversation
            || (cause.Conversation is { } one && finding.Conversation is { } other && one.Server == other.Server)));
}
