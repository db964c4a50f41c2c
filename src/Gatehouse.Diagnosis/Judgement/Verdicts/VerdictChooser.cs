using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Sources;

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
        ExplainedCodes explained = new(all);
        return
        [
            .. all
                .OrderByDescending(finding => finding.Severity)
                .ThenByDescending(finding => IsToThePoint(finding, options))
                .ThenBy(finding => explained.Contains(finding))
                .ThenByDescending(finding => finding.Confidence)
                .ThenByDescending(finding => finding.Count)
                .ThenByDescending(finding => finding.Explains.Count),
        ];
    }

    /// <summary>Chooses the verdict.</summary>
    /// <param name="ordered">Findings as <see cref="Order"/> leaves them.</param>
    /// <param name="conversations">How the conversations fared.</param>
    /// <param name="frames">How many frames, or lines of logs, were looked at.</param>
    /// <param name="unreadable">How many of them were too short, damaged or of a link that is not decoded.</param>
    /// <param name="options">What the user asked.</param>
    /// <param name="isPrinted">Whether some of the evidence was printed by somebody, who may have left things out.</param>
    public static Verdict Choose(IReadOnlyList<Finding> ordered, ConversationCounts conversations, long frames, long unreadable, DiagnosisOptions options, bool isPrinted = false)
    {
        if (ordered.Count > 0 && ordered[0].Severity == Severity.Fault)
        {
            Finding cause = ordered[0];
            return new Verdict(cause.Code, cause.Confidence, Sentence(cause.Title), 0, cause.Where);
        }

        if (conversations.Healthy == 0)
        {
            string reason = conversations.Total == 0 ? NothingToJudge(frames, unreadable, options) : TooLittle(conversations.Total);
            return new Verdict(FindingCodes.Inconclusive, Confidence.Possible, reason, null, null);
        }

        return new Verdict(
            FindingCodes.Healthy,
            conversations.Unjudged == 0 && !isPrinted && !ordered.Any(IsUnchecked) ? Confidence.Certain : Confidence.Likely,
            Healthy(conversations, [.. ordered.Where(finding => finding.Severity == Severity.Warning)]),
            null,
            null);
    }

    /// <summary>Whether something the user wanted checked could not be.</summary>
    private static bool IsUnchecked(Finding finding) => finding is { Code: FindingCodes.CaptureIncomplete, Severity: Severity.Warning };

    /// <summary>A broken expectation of the user's is named in the summary itself: among warnings it would be overlooked.</summary>
    private static string Healthy(ConversationCounts conversations, Finding[] warnings)
    {
        string besides = warnings.Length switch
        {
            0 => string.Empty,
            1 => ", with one warning",
            _ => $", with {warnings.Length:N0} warnings",
        };
        Finding? broken = Array.Find(warnings, warning => warning.Code == FindingCodes.TlsIntercepted);
        string but = broken is null ? string.Empty : $" But: {Sentence(broken.Title)}";
        string judged = conversations.Unjudged > 0
            ? $"{conversations.Healthy:N0} of {Conversations(conversations.Total)}{besides}; of the other {conversations.Total - conversations.Healthy:N0} the evidence shows too little"
            : $"{(conversations.Total == 1 ? "one conversation" : Conversations(conversations.Total))}{besides}";
        return $"Nothing wrong found in {judged}.{but}";
    }

    private static string Conversations(long count) => count == 1 ? "1 conversation" : $"{count:N0} conversations";

    private static string TooLittle(long total) =>
        $"Too little is shown of {(total == 1 ? "the one conversation" : $"the {total:N0} conversations")} to judge.";

    private static string NothingToJudge(long frames, long unreadable, DiagnosisOptions options)
    {
        const string Nothing = "There is nothing to judge: ";
        if (frames == 0)
        {
            return Nothing + (options.Since.IsKnown || options.Until.IsKnown ? "no frame lies between the times asked for." : "the evidence holds no frames.");
        }

        string all = frames == 1 ? "the one frame" : $"the {frames:N0} frames";
        string unread = (unreadable, frames) switch
        {
            (0, _) => ".",
            (1, 1) => "; it is cut short, damaged or of a kind that is not decoded.",
            (1, _) => "; one of them is cut short, damaged or of a kind that is not decoded.",
            _ when unreadable >= frames => "; all of them are cut short, damaged or of a kind that is not decoded.",
            _ => $"; {unreadable:N0} of them are cut short, damaged or of a kind that is not decoded.",
        };
        return options.Endpoint is { } endpoint
            ? $"{Nothing}{all} in the evidence show{(frames == 1 ? "s" : string.Empty)} no conversation of the endpoint {endpoint}{unread}"
            : $"{Nothing}{all} show{(frames == 1 ? "s" : string.Empty)} no TCP or UDP conversation{unread}";
    }

    private static string Sentence(string title) => title.EndsWith('.') ? title : title + ".";

    private static bool IsToThePoint(Finding finding, DiagnosisOptions options) =>
        options.Servers.Count == 0
        || finding.Conversation is null
        || finding.Explains.Contains(FindingCodes.NoTraffic) // the way to a server asked for: its name, a proxy
        || (Wire.Ip.IpEndpoint.TryParse(finding.Conversation.Server, out Wire.Ip.IpEndpoint server)
            && options.Servers.Any(expected => expected.Matches(server)))
        || (finding.Facts.TryGetValue(RuleSet.TunnelTarget, out object? target)
            && options.Servers.Any(expected => ExpectedTraffic.MayBeFor((string)target, expected)));
}
