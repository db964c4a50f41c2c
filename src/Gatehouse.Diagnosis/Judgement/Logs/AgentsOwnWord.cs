using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// What our own agent found out by itself. It saw the failure from one end, so its word is likely and never certain; what it overcame later is a
/// warning. Of verdicts only the last one counts: those before it are mended.
/// </summary>
internal static class AgentsOwnWord
{
    private const int MaxLines = 32;

    /// <summary>Judges the remarks of a log.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, string sourceName)
    {
        int lastVerdict = log.Remarks.Count - 1;
        while (lastVerdict >= 0 && log.Remarks[lastVerdict].Verdict is null)
        {
            lastVerdict--;
        }

        if (lastVerdict >= 0 && log.Remarks[lastVerdict] is { Verdict: "isolated" or "offline" } verdict)
        {
            yield return NotCompliant(verdict, sourceName);
        }

        foreach (IGrouping<(string Code, bool IsOver), AgentRemark> troubles in log.Remarks
            .Select((remark, index) => (Remark: remark, IsOver: index < lastVerdict))
            .Where(item => item.Remark.Code is not null && FindingCodes.IsKnown(item.Remark.Code))
            .GroupBy(item => (item.Remark.Code!, item.IsOver), item => item.Remark))
        {
            yield return Trouble(troubles.Key.Code, troubles.Key.IsOver, [.. troubles], sourceName);
        }
    }

    private static Finding Trouble(string code, bool isOver, AgentRemark[] troubles, string sourceName)
    {
        AgentRemark last = troubles[^1];
        string[] parts = last.Text.Split("; ");
        return new Finding
        {
            Code = code,
            Severity = isOver ? Severity.Warning : Severity.Fault,
            Confidence = Confidence.Likely,
            Title = isOver ? $"For a time, {parts[0]}" : Sentence(parts[0]),
            Explanation = isOver
                ? $"The agent says so {Times(troubles.Length)}; afterwards it got a verdict."
                : $"The agent says so {Times(troubles.Length)}, last at line {last.Line}, and got no verdict since.",
            Count = troubles.Length,
            Evidence = [new Evidence(sourceName, [.. troubles.TakeLast(MaxLines).Select(trouble => (long)trouble.Line)], Filter: null, "the agent says what does not work")],
            Remedies = parts.Length > 1 ? [Sentence(parts[1]) + "."] : [],
        };
    }

    private static Finding NotCompliant(AgentRemark verdict, string sourceName) => new()
    {
        Code = FindingCodes.PostureNoncompliant,
        Severity = Severity.Fault,
        Confidence = Confidence.Certain,
        Title = verdict.Verdict == "isolated" ? "The policy server isolated the endpoint" : "The policy server keeps the endpoint offline",
        Explanation = $"The check was answered, so the channel works. The verdict: {verdict.Text}.",
        Evidence = [new Evidence(sourceName, [verdict.Line], Filter: null, "the last verdict")],
        Remedies = ["Run `gatehouse agent status` on the endpoint: it names each reason and what mends it.", "Mend it, then run `gatehouse agent check`."],
    };

    private static string Times(int count) => count == 1 ? "once" : $"{count} times";

    // What begins with the name of a host keeps it as it is written.
    private static string Sentence(string text) =>
        text.Length == 0 || text.Split(' ')[0].AsSpan().ContainsAny('.', ':') ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
