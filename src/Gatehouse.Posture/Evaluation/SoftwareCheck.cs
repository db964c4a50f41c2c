using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>Forbidden software is not there, required software is.</summary>
internal static class SoftwareCheck
{
    public static Judgement Check(SoftwareGroup group, SoftwareSurvey? survey)
    {
        string state = group.State == SoftwareState.Installed ? "installed" : "running";
        Judgement judgement = new(CheckItem.Software, $"software/{group.Name}", CheckOutcome.Unknown, group)
        {
            Action = group.Action,
            Required = group.Required
                ? $"{(group.All || group.Members.Count == 1 ? string.Empty : "one of ")}{NameList.Text(group.Members)} {state}"
                : $"nothing of the group {group.Name} {state}",
        };
        IReadOnlyList<string>? names = group.State == SoftwareState.Installed ? survey?.Installed : survey?.Running;
        if (survey is null || names is null)
        {
            return judgement;
        }

        string[] present = [.. names.Where(name => group.Members.Any(member => NamePattern.Matches(member, name))).Distinct(StringComparer.OrdinalIgnoreCase)];
        return group.Required ? Required(group, survey, names, judgement, state) : Forbidden(group, survey, present, judgement, state);
    }

    private static Judgement Forbidden(SoftwareGroup group, SoftwareSurvey survey, string[] present, Judgement judgement, string state)
    {
        if (present.Length == 0)
        {
            return group.Members.All(survey.Covers) ? Judgement.Pass(CheckItem.Software, group) : NotAsked(judgement);
        }

        string names = NameList.Text(present);
        return judgement with
        {
            Outcome = CheckOutcome.Failed,
            Found = $"{names} {state}",
            Remedy = group.State == SoftwareState.Installed ? $"Remove {names}." : $"Close {names}.",
        };
    }

    private static Judgement Required(SoftwareGroup group, SoftwareSurvey survey, IReadOnlyList<string> names, Judgement judgement, string state)
    {
        string[] absent = [.. group.Members.Where(member => !names.Any(name => NamePattern.Matches(member, name)))];
        if (absent.Length == 0 || (!group.All && absent.Length < group.Members.Count))
        {
            return Judgement.Pass(CheckItem.Software, group);
        }

        if (group.All ? !absent.Any(survey.Covers) : !absent.All(survey.Covers))
        {
            return NotAsked(judgement);
        }

        string text = NameList.Text(absent);
        string verb = group.State == SoftwareState.Installed ? "Install" : "Start";
        return judgement with
        {
            Outcome = CheckOutcome.Failed,
            Found = $"{text} not {state}",
            Remedy = group.All || absent.Length == 1 ? $"{verb} {text}." : $"{verb} one of {text}.",
        };
    }

    private static Judgement NotAsked(Judgement judgement) =>
        judgement with { Found = "the report is older than this part of the policy: the endpoint did not look for it" };
}
