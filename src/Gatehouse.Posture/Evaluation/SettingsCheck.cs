using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>Settings have the values required.</summary>
internal static class SettingsCheck
{
    public static IEnumerable<Judgement> Check(CheckItem item, SettingsRule rule, IReadOnlyDictionary<string, string?>? found)
    {
        bool passed = true;
        foreach (ExpectedSetting expected in rule.Expected)
        {
            Judgement judgement = new(item, $"{CheckItems.Of(item).Name}/{expected.Name}", CheckOutcome.Unknown, rule)
            {
                Action = rule.Action,
                Required = expected.Value is null ? $"no {expected.Name}" : $"{expected.Name} = {expected.Value}",
            };
            if (found is null || !found.TryGetValue(expected.Name, out string? value))
            {
                passed = false;
                yield return judgement;
            }
            else if (!string.Equals(value, expected.Value, StringComparison.OrdinalIgnoreCase))
            {
                passed = false;
                yield return judgement with
                {
                    Outcome = CheckOutcome.Failed,
                    Found = value is null ? $"no {expected.Name}" : $"{expected.Name} = {value}",
                };
            }
        }

        if (passed)
        {
            yield return Judgement.Pass(item, rule);
        }
    }
}
