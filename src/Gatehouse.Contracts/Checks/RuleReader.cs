using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Contracts.Checks;

/// <summary>Reads what <see cref="RuleWriter"/> wrote, one rule at a time; a rule of an item that is not known is ignored.</summary>
internal static class RuleReader
{
    public static Policy Read(Policy policy, FieldReader rule) => CheckWords.Item(rule.Category) switch
    {
        null => policy,
        CheckItem.OperatingSystem => policy with { OperatingSystem = WithAction(new OperatingSystemRule { Allowed = Systems(rule) }, rule) },
        CheckItem.Patches => policy with { Patches = WithCommon(Patches(rule), rule) },
        CheckItem.Software => policy with { Software = [.. policy.Software, WithAction(Software(rule), rule)] },
        CheckItem.AddressAssignment => policy with
        {
            AddressAssignment = WithAction(new AddressAssignmentRule { Mode = CheckWords.Name<AddressMode>(rule.Text("mode")) ?? AddressMode.Unlimited }, rule),
        },
        CheckItem.Traffic => policy with
        {
            Traffic = WithAction(new TrafficRule { MaxConnections = rule.Number("maxConnections", 0, int.MaxValue) ?? int.MaxValue }, rule),
        },
        CheckItem.AntiVirus or CheckItem.AntiSpyware or CheckItem.AntiPhishing or CheckItem.Firewall => policy with
        {
            Products = With(policy.Products, rule, WithAction(Product(rule), rule)),
        },
        CheckItem.Registry or CheckItem.SystemSettings => policy with
        {
            Settings = With(policy.Settings, rule, WithAction(new SettingsRule { Expected = Settings(rule) }, rule)),
        },
        _ => policy with { Findings = With(policy.Findings, rule, WithAction(new FindingsRule { Allowed = rule.List("allowed") ?? [] }, rule)) },
    };

    private static Dictionary<CheckItem, T> With<T>(IReadOnlyDictionary<CheckItem, T> rules, FieldReader rule, T value) =>
        new(rules) { [CheckWords.Item(rule.Category)!.Value] = value };

    private static T WithAction<T>(T value, FieldReader rule)
        where T : ActionRule =>
        WithCommon(value, rule) with { Action = rule.Action("action") ?? PostureAction.Monitor };

    private static T WithCommon<T>(T value, FieldReader rule)
        where T : CheckRule =>
        value with
        {
            Unknown = rule.Action("unknown"),
            ActionAfterMinutes = rule.Number("after", 0, PolicyLimits.MaxActionAfterMinutes),
            Remedy = rule.Text("remedy"),
        };

    private static OperatingSystemRequirement[] Systems(FieldReader rule) =>
        [.. rule.Tuples("allowed").Select(tuple => new OperatingSystemRequirement(tuple[0], At(tuple, 1), At(tuple, 2)))];

    private static PatchRule Patches(FieldReader rule)
    {
        Dictionary<PatchSeverity, PatchLevel> levels = [];
        foreach (IReadOnlyList<string> tuple in rule.Tuples("levels"))
        {
            if (CheckWords.Name<PatchSeverity>(tuple[0]) is { } severity && CheckWords.Action(At(tuple, 1)) is { } action)
            {
                levels[severity] = new PatchLevel(action, CheckWords.Number(At(tuple, 2), 0, PolicyLimits.MaxDays) ?? 0);
            }
        }

        return new PatchRule
        {
            Levels = levels,
            Mode = rule.Text("mode") ?? PatchRule.UploadMode,
            ListsWithinDays = rule.Number("listsWithinDays", 0, PolicyLimits.MaxDays),
        };
    }

    private static SoftwareGroup Software(FieldReader rule) => new()
    {
        Name = rule.Text("name") ?? string.Empty,
        Required = rule.Flag("required") ?? false,
        State = CheckWords.Name<SoftwareState>(rule.Text("state")) ?? SoftwareState.Installed,
        Members = rule.List("members") ?? [],
        All = rule.Flag("all") ?? true,
    };

    private static ExpectedSetting[] Settings(FieldReader rule) =>
        [.. rule.Tuples("expected").Select(tuple => new ExpectedSetting(tuple[0], tuple.Count > 1 ? tuple[1] : null))];

    private static ProductRule Product(FieldReader rule)
    {
        Dictionary<ProductFailure, PostureAction> failures = [];
        foreach (IReadOnlyList<string> tuple in rule.Tuples("failures"))
        {
            if (CheckWords.Name<ProductFailure>(tuple[0]) is { } failure && CheckWords.Action(At(tuple, 1)) is { } action)
            {
                failures[failure] = action;
            }
        }

        return new ProductRule
        {
            Products = rule.List("products") ?? [],
            ConfigurationNames = rule.List("configurationNames") ?? [],
            Engine = Version(rule, "engine"),
            Definitions = Version(rule, "definitions"),
            Failures = failures,
            Mode = rule.Text("mode"),
        };
    }

    private static VersionRule? Version(FieldReader rule, string name)
    {
        string? minimum = rule.Text($"{name}Minimum");
        int? days = rule.Number($"{name}Days", 0, PolicyLimits.MaxDays);
        return minimum is null && days is null ? null : new VersionRule(minimum, days);
    }

    private static string? At(IReadOnlyList<string> tuple, int index) => index < tuple.Count && tuple[index].Length > 0 ? tuple[index] : null;
}
