using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.ServerLogs;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Diagnoses the log of our own server. Its times say that they are UTC, so nothing has to be found out about its zone.</summary>
internal static class ServerLogSource
{
    private const string ZoneNote = "the log's times are UTC, as it says itself";

    /// <summary>Judges a log.</summary>
    /// <param name="read">The log.</param>
    /// <param name="name">Name of the source.</param>
    /// <param name="file">Where it came from.</param>
    /// <param name="problems">What was lost while reading it.</param>
    /// <param name="options">What the user asked.</param>
    public static SourceResult Diagnose(ServerLog read, string name, EvidenceFile file, CaptureProblems problems, DiagnosisOptions options)
    {
        TimesAskedFor times = new(options);
        ServerLog log = times.IsLimited ? read with { Entries = [.. read.Entries.Where(entry => times.Contains(ToUtc(entry.Time)))] } : read;
        List<string> notes = [ZoneNote, .. times.Notes(read.Entries.Count - log.Entries.Count, 0, "entries")];
        if (read.Count > read.Entries.Count)
        {
            notes.Add($"the log has {read.Count} entries; those after the first {ServerLog.MaxEntries} were not kept");
        }

        if (options.Endpoint is { } endpoint)
        {
            log = log with { Entries = [.. log.Entries.Where(entry => entry.Text.Contains(endpoint, StringComparison.OrdinalIgnoreCase))] };
            if (log.Entries.Count == 0)
            {
                notes.Add(EndpointNotes.Nothing(endpoint));
            }
        }

        IReadOnlyList<Finding> findings = ServerLogRules.Judge(log, name);
        int mended = VerdictsGiven.Last(log).Count(entry => entry.Event == ServerEvents.Mended);
        int faulty = findings.Where(finding => finding.Severity == Severity.Fault).Sum(finding => finding.Count);
        SourceSummary summary = new()
        {
            Name = name,
            File = file.Name,
            Kind = "server-log" + (file.IsCompressed ? "+gzip" : string.Empty),
            Frames = read.Count,
            From = log.From is { } from ? ToUtc(from) : Timestamp.None,
            To = log.To is { } to ? ToUtc(to) : Timestamp.None,
            Problems = [.. SourceProblems.Describe(problems)],
            Notes = notes,
        };
        return new SourceResult(summary, findings, new ConversationCounts(mended + faulty, mended, faulty));
    }

    private static Timestamp ToUtc(DateTime time) => Timestamp.From(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
