using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>Endpoints that the server holds until an administrator approves them: new ones, and those that look like a copy of another.</summary>
internal static class HeldForApproval
{
    private static readonly int[] Events = [ServerEvents.HeldAtEnrolment, ServerEvents.HeldAtSession];

    /// <summary>Judges a log.</summary>
    public static IEnumerable<Finding> Judge(ServerLog log, string sourceName) => log.Entries
        .Where(entry => Events.Contains(entry.Event) || RefusedByServer.KindOf(entry) == RefusedByServer.HeldKind)
        .GroupBy(entry => entry.Endpoint)
        .Select(held => Tell(held.Key, [.. held], sourceName));

    private static Finding Tell(Guid? endpoint, ServerLogEntry[] entries, string sourceName)
    {
        string name = endpoint?.ToString() ?? "ENDPOINT";
        return new Finding
        {
            Code = FindingCodes.HttpError,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = $"The server holds endpoint {name} for approval",
            Explanation = $"It says so {ServerLogText.Times(entries.Length)}: {entries[0].Text}. Until then the endpoint gets no session, and every request is answered with 403.",
            Count = entries.Length,
            Facts = new Dictionary<string, object> { ["problem"] = RefusedByServer.HeldKind },
            Evidence = [ServerLogText.Lines(sourceName, entries, "the server says why it holds the endpoint")],
            Remedies = [$"See `gatehouse endpoint show {name}`: is it the machine you know?", $"Then `gatehouse endpoint approve {name}`, or `reject` what you do not know."],
        };
    }
}
