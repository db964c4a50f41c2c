using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>The server itself could not do its work: its database was away, or it failed. Whoever asked it then got an error or was told to come back.</summary>
internal static class ServerTrouble
{
    private static readonly int[] OfStorage = [ServerEvents.NotStored, ServerEvents.RequestNotStored, ServerEvents.CheckNotAnswered];
    private static readonly int[] OfProgram = [ServerEvents.RequestFailed, ServerEvents.CheckFailed];

    /// <summary>Judges a log.</summary>
    public static IEnumerable<Finding> Judge(ServerLog log, string sourceName)
    {
        ServerLogEntry[] storage = [.. log.Entries.Where(entry => OfStorage.Contains(entry.Event))];
        if (storage.Length > 0)
        {
            yield return Tell(storage, "The server could not store what it was asked to, so it answered with an error", sourceName);
        }

        ServerLogEntry[] program = [.. log.Entries.Where(entry => OfProgram.Contains(entry.Event))];
        if (program.Length > 0)
        {
            yield return Tell(program, "The server failed by a mistake of its own", sourceName);
        }
    }

    private static Finding Tell(ServerLogEntry[] entries, string title, string sourceName)
    {
        string last = entries[^1].Text;
        return new Finding
        {
            Code = FindingCodes.HttpError,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = title,
            Explanation = $"The server says so {ServerLogText.Times(entries.Length)}, last at line {entries[^1].Line}: {last}. "
                + "Requests reached it, so the path to it works; agents send again what was not answered.",
            Count = entries.Length,
            Evidence = [ServerLogText.Lines(sourceName, entries, "the server says what it could not do")],
            Remedies =
            [
                .. ServerLogText.Remedies(last),
                "Ask `/readyz` of the server: it commits to the database and says why it cannot.",
            ],
        };
    }
}
