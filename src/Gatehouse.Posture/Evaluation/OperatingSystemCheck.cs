using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Posture.Evaluation;

/// <summary>The operating system is one of those allowed, and new enough.</summary>
internal static class OperatingSystemCheck
{
    public static Judgement Check(OperatingSystemRule rule, OperatingSystem? found)
    {
        if (rule.Allowed.Count == 0)
        {
            return Judgement.Pass(CheckItem.OperatingSystem, rule);
        }

        string required = string.Join(" or ", rule.Allowed.Select(Text));
        Judgement judgement = new(CheckItem.OperatingSystem, "operatingSystem", CheckOutcome.Failed, rule) { Required = required, Action = rule.Action };
        if (found is null || found.Id.Length == 0)
        {
            return judgement with { Outcome = CheckOutcome.Unknown };
        }

        CheckOutcome outcome = CheckOutcome.Failed;
        foreach (OperatingSystemRequirement requirement in rule.Allowed.Where(allowed => NamePattern.Matches(allowed.Id, found.Id)))
        {
            switch (AtLeast(found.Version, requirement.MinimumVersion), AtLeast(found.Build, requirement.MinimumBuild))
            {
                case (true, true):
                    return Judgement.Pass(CheckItem.OperatingSystem, rule);
                case (not false, not false):
                    outcome = CheckOutcome.Unknown;
                    break;
                default:
                    break;
            }
        }

        string name = found.Name.Length > 0 ? found.Name : found.Id;
        return judgement with
        {
            Outcome = outcome,
            Found = outcome == CheckOutcome.Unknown
                ? $"{name}, whose version or build was not reported"
                : $"{name}, version {Or(found.Version)}, build {Or(found.Build)}",
        };
    }

    private static bool? AtLeast(string found, string? minimum) => minimum is null
        ? true
        : DottedVersion.IsComparable(found) ? DottedVersion.Compare(found, minimum) >= 0 : null;

    private static string Or(string text) => text.Length > 0 ? text : "unknown";

    private static string Text(OperatingSystemRequirement requirement) => requirement.Id
        + (requirement.MinimumVersion is { } version ? $" {version} or later" : string.Empty)
        + (requirement.MinimumBuild is { } build ? $", build {build} or later" : string.Empty);
}
