using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>
/// What the server sent an endpoint by itself and was never acknowledged: the datagrams or their acknowledgements were lost, or the endpoint is gone. The
/// server's log alone cannot tell which.
/// </summary>
internal static class NotAcknowledged
{
    /// <summary>Judges a log.</summary>
    public static IEnumerable<Finding> Judge(ServerLog log, string sourceName)
    {
        ServerLogEntry[] entries = [.. log.Entries.Where(entry => entry.Event == ServerEvents.NotAcknowledged)];
        if (entries.Length == 0)
        {
            yield break;
        }

        int endpoints = entries.Select(entry => entry.Endpoint).Distinct().Count();
        yield return new Finding
        {
            Code = FindingCodes.RequestUnanswered,
            Severity = Severity.Warning,
            Confidence = Confidence.Likely,
            Title = $"{(endpoints == 1 ? "An endpoint" : $"{endpoints} endpoints")} did not acknowledge what the server sent",
            Explanation = $"The server repeated it until its deadline passed, {ServerLogText.Times(entries.Length)}. The datagrams, their acknowledgements, or the endpoint itself were away; "
                + "its log alone cannot tell which.",
            Count = entries.Length,
            Evidence = [ServerLogText.Lines(sourceName, entries, "the server says what was not acknowledged")],
            Remedies = ["See whether the endpoint still sends heartbeats: `gatehouse endpoint show`."],
            NextSteps = ["Capture the UDP port of the security check at the server and at the endpoint at the same time, and give both to `gatehouse diagnose`."],
        };
    }
}
