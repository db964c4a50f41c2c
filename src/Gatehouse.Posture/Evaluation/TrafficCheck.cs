using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>Not more connections are open than allowed.</summary>
internal static class TrafficCheck
{
    public static Judgement Check(TrafficRule rule, int? connections)
    {
        Judgement judgement = new(CheckItem.Traffic, "traffic", CheckOutcome.Unknown, rule)
        {
            Action = rule.Action,
            Required = $"at most {rule.MaxConnections} connections",
        };
        return connections switch
        {
            null => judgement,
            { } count when count > rule.MaxConnections => judgement with { Outcome = CheckOutcome.Failed, Found = $"{count} connections" },
            _ => Judgement.Pass(CheckItem.Traffic, rule),
        };
    }
}
