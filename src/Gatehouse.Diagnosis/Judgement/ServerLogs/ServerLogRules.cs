using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>All rules that judge the log of our own server. Line numbers stand in <see cref="Evidence.Frames"/>.</summary>
internal static class ServerLogRules
{
    private static readonly Func<ServerLog, string, IEnumerable<Finding>>[] Rules =
    [
        ServerTrouble.Judge,
        RefusedByServer.Judge,
        HeldForApproval.Judge,
        VerdictsGiven.Judge,
        NotAcknowledged.Judge,
        ReportsLost.Judge,
    ];

    /// <summary>Judges a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="sourceName">Name of the source in the evidence.</param>
    public static IReadOnlyList<Finding> Judge(ServerLog log, string sourceName) => [.. Rules.SelectMany(rule => rule(log, sourceName))];
}
