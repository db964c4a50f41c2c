using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses a client log.</summary>
internal static class ClientLogSource
{
    /// <summary>Judges a log.</summary>
    /// <param name="pending">The log.</param>
    /// <param name="options">What the user asked.</param>
    /// <param name="others">What the other evidence gave: captures, whose times and packets may tell the log's zone.</param>
    /// <returns>What it gave, and whether it names the endpoint asked for.</returns>
    public static (SourceResult Result, bool NamesEndpoint) Diagnose(
        PendingLog pending, DiagnosisOptions options, IReadOnlyList<SourceResult> others)
    {
        LogSightings sightings = new(others.Select(other => other.Context).OfType<SourceContext>());
        LoggedPacket[] pairs = [.. sightings.Pairs(pending.Log)];
        (TimeZoneInfo zone, string zoneNote) = LogZone.Choose(
            pending.Log, options.LogZone, [.. others.Select(other => other.Summary)], LogSightings.Difference(pairs));
        TimesAskedFor times = new(options);
        ClientLog log = times.IsLimited ? Limit(pending.Log, times, zone) : pending.Log;
        List<string> notes = [zoneNote, .. log.Notes, .. times.Notes(pending.Log.Entries.Count - log.Entries.Count, 0, "entries")];
        bool names = true;
        if (options.Endpoint is { } endpoint)
        {
            (log, names) = Limit(log, endpoint);
            if (!names)
            {
                notes.Add(EndpointNotes.Nothing(endpoint));
            }
        }

        if (pairs.Length > 0)
        {
            notes.Add(LogClock.Say(zone, pairs));
        }

        Finding[] findings = [.. PacketsInCaptures.Add(ClientLogRules.Judge(log, pending.Name), log, sightings), .. PacketsInCaptures.Lost(log, sightings, pending.Name)];
        int judged = log.Remarks.Count(remark => remark.Verdict is not null);
        int unjudged = log.Remarks.Count > 0 && log.Remarks[^1].Verdict is null ? 1 : 0;
        int total = log.Exchanges.Count + judged + unjudged;
        int faulty = log.Exchanges.Count(exchange => exchange.Outcome == ExchangeOutcome.Unanswered) + unjudged;
        int completed = log.Exchanges.Count(exchange => exchange.Outcome == ExchangeOutcome.Completed) + judged;
        SourceSummary summary = new()
        {
            Name = pending.Name,
            File = pending.File,
            Kind = "client-log" + (pending.IsCompressed ? "+gzip" : string.Empty),
            Frames = log.Entries.Count,
            From = log.From is { } from ? ClientLog.ToUtc(from, zone) : Timestamp.None,
            To = log.To is { } to ? ClientLog.ToUtc(to, zone) : Timestamp.None,
            Problems = [.. SourceProblems.Describe(pending.Problems)],
            Notes = notes,
        };
        SourceResult result = new(summary, findings, new ConversationCounts(total, completed, faulty, total - completed - faulty))
        {
            DrawLadder = finding => LogLadder.Draw(finding, pending.Name, log, zone),
        };
        return (result, names);
    }

    /// <summary>Keeps the entries of a time, and the exchanges that have a part in it: half of one would look like a failure.</summary>
    private static ClientLog Limit(ClientLog log, TimesAskedFor times, TimeZoneInfo zone) => log with
    {
        Entries = [.. log.Entries.Where(entry => times.Contains(ClientLog.ToUtc(entry.Time, zone)))],
        Remarks = [.. log.Remarks.Where(remark => times.Contains(ClientLog.ToUtc(remark.Time, zone)))],
        Exchanges =
        [
            .. log.Exchanges.Where(exchange => times.Overlaps(
                ClientLog.ToUtc(exchange.Packets.Min(packet => packet.Time), zone),
                ClientLog.ToUtc(exchange.Packets.Max(packet => packet.Time), zone))),
        ],
    };

    /// <summary>Keeps the exchanges of one user or hardware address; an IP address names nobody in a client's own log, which is then kept whole.</summary>
    /// <returns>What is left, and whether it may be the endpoint's.</returns>
    private static (ClientLog Log, bool Names) Limit(ClientLog log, string endpoint)
    {
        if (IpAddress.TryParse(endpoint, out _))
        {
            return (log, true);
        }

        SecurityExchange[] matching = [.. log.Exchanges.Where(exchange => exchange.Packets.Any(packet =>
            IsNamed(packet, "userName", endpoint) || IsAddressed(packet, endpoint)))];
        return (log with { Exchanges = matching }, matching.Length > 0);
    }

    private static bool IsNamed(ExchangePacket packet, string item, string endpoint) =>
        string.Equals(packet.Document?.Value(item), endpoint, StringComparison.OrdinalIgnoreCase);

    /// <summary>Hardware addresses are written in several ways.</summary>
    private static bool IsAddressed(ExchangePacket packet, string endpoint) =>
        packet.Document?.Value("hwAddr") is { } address
        && EndpointFilter.Mac(address) is { } mac && mac == EndpointFilter.Mac(endpoint);
}
