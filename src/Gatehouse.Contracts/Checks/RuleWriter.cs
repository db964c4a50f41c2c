using System.Globalization;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Contracts.Checks;

/// <summary>Writes each rule of a policy as one item, with everything the field's vocabulary has no words for.</summary>
internal static class RuleWriter
{
    public static IEnumerable<FieldWriter> Write(Policy policy)
    {
        if (policy.OperatingSystem is { } systems)
        {
            yield return Start(CheckItem.OperatingSystem, systems).AddRaw("allowed", FieldText.JoinTuples(systems.Allowed.Select(allowed =>
                new[] { allowed.Id, allowed.MinimumVersion ?? string.Empty, allowed.MinimumBuild ?? string.Empty })));
        }

        if (policy.Patches is { } patches)
        {
            yield return Start(CheckItem.Patches, patches)
                .AddRaw("levels", FieldText.JoinTuples(patches.Levels.OrderBy(level => level.Key).Select(level =>
                    new[] { level.Key.ToString(), CheckWords.Of(level.Value.Action), level.Value.GraceDays.ToString(CultureInfo.InvariantCulture) })))
                .Add("mode", patches.Mode)
                .Add("listsWithinDays", patches.ListsWithinDays);
        }

        foreach ((CheckItem item, ProductRule rule) in policy.Products.OrderBy(pair => pair.Key))
        {
            yield return Write(item, rule);
        }

        foreach (SoftwareGroup group in policy.Software)
        {
            yield return Start(CheckItem.Software, group)
                .Add("name", group.Name)
                .Add("required", group.Required)
                .Add("state", group.State.ToString())
                .Add("members", group.Members)
                .Add("all", group.All);
        }

        foreach ((CheckItem item, SettingsRule rule) in policy.Settings.OrderBy(pair => pair.Key))
        {
            yield return Start(item, rule).AddRaw("expected", FieldText.JoinTuples(rule.Expected.Select(setting =>
                setting.Value is { } value ? new[] { setting.Name, value } : [setting.Name])));
        }

        if (policy.AddressAssignment is { } assignment)
        {
            yield return Start(CheckItem.AddressAssignment, assignment).Add("mode", assignment.Mode.ToString());
        }

        if (policy.Traffic is { } traffic)
        {
            yield return Start(CheckItem.Traffic, traffic).Add("maxConnections", traffic.MaxConnections);
        }

        foreach ((CheckItem item, FindingsRule rule) in policy.Findings.OrderBy(pair => pair.Key))
        {
            yield return Start(item, rule).Add("allowed", rule.Allowed);
        }
    }

    private static FieldWriter Write(CheckItem item, ProductRule rule) => Start(item, rule)
        .Add("products", rule.Products)
        .Add("configurationNames", rule.ConfigurationNames)
        .Add("engineMinimum", rule.Engine?.Minimum)
        .Add("engineDays", rule.Engine?.WithinDays)
        .Add("definitionsMinimum", rule.Definitions?.Minimum)
        .Add("definitionsDays", rule.Definitions?.WithinDays)
        .AddRaw("failures", FieldText.JoinTuples(rule.Failures.OrderBy(pair => pair.Key).Select(pair => new[] { pair.Key.ToString(), CheckWords.Of(pair.Value) })))
        .Add("mode", rule.Mode);

    private static FieldWriter Start(CheckItem item, CheckRule rule) => new FieldWriter(CheckWords.Of(item))
        .Add("action", (rule as ActionRule)?.Action)
        .Add("unknown", rule.Unknown)
        .Add("after", rule.ActionAfterMinutes)
        .Add("remedy", rule.Remedy);
}
