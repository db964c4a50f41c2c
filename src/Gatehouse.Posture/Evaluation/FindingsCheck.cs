using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>Nothing was found that is not allowed.</summary>
internal static class FindingsCheck
{
    public static Judgement Check(CheckItem item, FindingsRule rule, IReadOnlyList<string>? found)
    {
        CheckItemInfo info = CheckItems.Of(item);
        Judgement judgement = new(item, info.Name, CheckOutcome.Unknown, rule) { Action = rule.Action, Required = info.Required };
        if (found is null)
        {
            return judgement;
        }

        string[] offending = [.. found.Where(name => !rule.Allowed.Any(allowed => NamePattern.Matches(allowed, name)))];
        return offending.Length == 0
            ? Judgement.Pass(item, rule)
            : judgement with { Outcome = CheckOutcome.Failed, Found = $"{info.Problem}: {NameList.Text(offending)}" };
    }
}
