using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>Endpoints that the server isolated or keeps offline. Of each the last word counts: those before it are mended.</summary>
internal static partial class VerdictsGiven
{
    /// <summary>Judges a log.</summary>
    public static IEnumerable<Finding> Judge(ServerLog log, string sourceName) => Last(log)
        .Where(entry => entry.Event == ServerEvents.HeldBack)
        .Select(entry => (Entry: entry, Match: Verdict().Match(entry.Text)))
        .Where(verdict => verdict.Match.Success)
        .GroupBy(verdict => (Verdict: verdict.Match.Groups["verdict"].Value, Why: verdict.Match.Groups["why"].Value))
        .Select(alike => Tell(alike.Key.Verdict, alike.Key.Why, [.. alike.Select(verdict => verdict.Entry)], alike.First().Match, sourceName));

    /// <summary>The last word about each endpoint.</summary>
    public static IEnumerable<ServerLogEntry> Last(ServerLog log) => log.Entries
        .Where(entry => entry.Event is ServerEvents.HeldBack or ServerEvents.Mended && entry.Endpoint is not null)
        .GroupBy(entry => entry.Endpoint)
        .Select(endpoint => endpoint.Last());

    private static Finding Tell(string verdict, string why, ServerLogEntry[] entries, Match first, string sourceName)
    {
        string who = entries.Length == 1 ? $"the endpoint at {first.Groups["address"].Value}" : $"{entries.Length} endpoints";
        return new Finding
        {
            Code = FindingCodes.PostureNoncompliant,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = verdict == "isolated" ? $"The policy server isolated {who}" : $"The policy server keeps {who} offline",
            Explanation = $"Report and verdict crossed, so the channel works. Under policy {first.Groups["policy"].Value}: {why}.",
            Count = entries.Length,
            Facts = new Dictionary<string, object> { ["endpoints"] = entries.Length, ["verdict"] = verdict, ["reasons"] = why },
            Evidence = [ServerLogText.Lines(sourceName, entries, "the server says what it decided, and why")],
            Remedies =
            [
                $"See `gatehouse endpoint show {entries[0].Endpoint}`: it names each reason and what mends it.",
                "Mend it on the endpoint, then run `gatehouse agent check` there.",
            ],
        };
    }

    [GeneratedRegex(
        @"^endpoint [0-9a-f-]{36} at (?<address>[^ ]{1,64}) is (?<verdict>isolated|offline) under policy (?<policy>.{1,200}? version [0-9]{1,19}): (?<why>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Verdict();
}
