using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses a client log.</summary>
internal static class ClientLogSource
{
    /// <summary>Judges a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="file">Where it came from.</param>
    /// <param name="problems">What was lost while reading it.</param>
    /// <param name="name">Name of the source.</param>
    /// <param name="options">What the user asked.</param>
    /// <param name="captures">The captures beside it, whose times may tell the log's zone.</param>
    public static SourceResult Diagnose(
        ClientLog log,
        EvidenceFile file,
        CaptureProblems problems,
        string name,
        DiagnosisOptions options,
        IReadOnlyList<SourceSummary> captures)
    {
        (TimeZoneInfo zone, string zoneNote) = LogZone.Choose(log, options.LogZone, captures);
        ClientLog chosen = options.Endpoint is { } endpoint ? Limit(log, endpoint) : log;
        IReadOnlyList<Finding> findings = ClientLogRules.Judge(chosen, name);
        int faulty = chosen.Exchanges.Count(exchange => exchange.Outcome == ExchangeOutcome.Unanswered);
        int completed = chosen.Exchanges.Count(exchange => exchange.Outcome == ExchangeOutcome.Completed);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = "client-log" + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = log.Entries.Count,
            From = log.From is { } from ? ClientLog.ToUtc(from, zone) : Timestamp.None,
            To = log.To is { } to ? ClientLog.ToUtc(to, zone) : Timestamp.None,
            Problems = [.. SourceProblems.Describe(problems)],
            Notes = [zoneNote, .. log.Notes],
        };
        return new SourceResult(
            summary, findings, new ConversationCounts(chosen.Exchanges.Count, completed, faulty, chosen.Exchanges.Count - completed - faulty));
    }

    /// <summary>Keeps the exchanges of one user or hardware address; an address alone names nobody in a client's own log.</summary>
    private static ClientLog Limit(ClientLog log, string endpoint)
    {
        SecurityExchange[] matching = [.. log.Exchanges.Where(exchange => exchange.Packets.Any(packet =>
            IsNamed(packet, "userName", endpoint) || IsNamed(packet, "hwAddr", endpoint)))];
        return matching.Length > 0 ? log with { Exchanges = matching } : log;
    }

    private static bool IsNamed(ExchangePacket packet, string item, string endpoint) =>
        string.Equals(packet.Document?.Value(item), endpoint, StringComparison.OrdinalIgnoreCase);
}
