using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Http;
using Gatehouse.Diagnosis.Judgement.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

/// <summary>Judges scripted connections by the rules about HTTP and TLS.</summary>
internal static class Judged
{
    public static readonly IReadOnlyList<ITcpRule> FaultRules = [.. HttpRules.Faults, .. TlsRules.Faults];

    /// <summary>The frames of all connections in order of time.</summary>
    public static CaseRunner Run(params ScriptedConnection[] connections) =>
        CaseRunner.Frames(connections.SelectMany(connection => connection.Frames).OrderBy(frame => frame.Second));

    public static IReadOnlyList<Finding> Faults(params ScriptedConnection[] connections) => Run(connections).First(FaultRules);

    public static IReadOnlyList<Finding> Warnings(params ScriptedConnection[] connections) => Run(connections).All(TlsRules.Warnings);
}
