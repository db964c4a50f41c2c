using System.Collections.Concurrent;
using System.Net;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Server.Agents;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Writes into the log who is isolated or kept offline and why, and who no longer is, once for each change; `gatehouse diagnose` reads it there. Who is
/// admitted as usual is not told: that is most of them, every few minutes.
/// </summary>
internal sealed partial class VerdictLog(ILogger<VerdictLog> logger)
{
    private const int MaxReasons = 3;

    // Those who are held back now, with what was told of them.
    private readonly ConcurrentDictionary<Guid, string> _told = new();

    /// <summary>Takes note of a verdict.</summary>
    public void Note(Guid endpointId, IPAddress from, Verdict verdict)
    {
        if (verdict.Kind < VerdictKind.Isolated && (_told.IsEmpty || !_told.TryRemove(endpointId, out _)))
        {
            return;
        }

        string address = SessionOpening.Text(from);
        string kind = verdict.Kind.ToString().ToLowerInvariant();
        if (verdict.Kind < VerdictKind.Isolated)
        {
            LogMended(logger, endpointId, address, kind);
            return;
        }

        string[] reasons = [.. verdict.Reasons.Where(reason => reason.Effective > PostureAction.Remind).Select(reason => $"{reason.Key}: {reason.Found}")];
        string why = string.Join("; ", reasons.Take(MaxReasons)) + (reasons.Length > MaxReasons ? $"; and {reasons.Length - MaxReasons} more" : string.Empty);
        string told = $"{kind} {why}";
        bool isNew = !_told.TryGetValue(endpointId, out string? before) || before != told;
        if (isNew)
        {
            _told[endpointId] = told;
            LogHeldBack(logger, endpointId, address, kind, verdict.PolicyName, verdict.PolicyVersion, why);
        }
    }
}
