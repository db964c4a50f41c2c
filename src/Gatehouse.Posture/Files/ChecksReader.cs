using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Files;

/// <summary>Reads the part "checks". A check that is only an action may be written as that word.</summary>
internal static class ChecksReader
{
    private static readonly string[] ModeWords = ["unlimited", "dhcp", "static"];

    private static readonly CheckItem[] ProductItems = [CheckItem.AntiVirus, CheckItem.AntiSpyware, CheckItem.AntiPhishing, CheckItem.Firewall];

    private static readonly CheckItem[] SettingItems = [CheckItem.Registry, CheckItem.SystemSettings];

    public static Policy Read(Policy policy, MappingReader checks)
    {
        Dictionary<CheckItem, ProductRule> products = [];
        foreach (CheckItem item in ProductItems)
        {
            Add(products, item, Rule(checks, item, new ProductRule(), ProductReader.Read));
        }

        Dictionary<CheckItem, SettingsRule> settings = [];
        foreach (CheckItem item in SettingItems)
        {
            Add(settings, item, Rule(checks, item, new SettingsRule(), (rule, node) => rule with { Expected = Expected(node) }));
        }

        Dictionary<CheckItem, FindingsRule> findings = [];
        foreach (CheckItemInfo info in CheckItems.OfFindings)
        {
            Add(findings, info.Item, Rule(checks, info.Item, new FindingsRule(), (rule, node) => rule with { Allowed = node.Names("allowed") }));
        }

        Policy read = policy with
        {
            OperatingSystem = Rule(checks, CheckItem.OperatingSystem, new OperatingSystemRule(), (rule, node) => rule with { Allowed = Systems(node) }),
            Patches = Patches(checks),
            AddressAssignment = Rule(checks, CheckItem.AddressAssignment, new AddressAssignmentRule(), (rule, node) => rule with
            {
                Mode = node.Word("mode", AddressMode? (text) => Array.IndexOf(ModeWords, text) is >= 0 and int index ? (AddressMode)index : null, ModeWords)
                    ?? AddressMode.Unlimited,
            }),
            Traffic = Rule(checks, CheckItem.Traffic, new TrafficRule(), (rule, node) => rule with
            {
                MaxConnections = node.Number("maxConnections", 1, int.MaxValue) ?? int.MaxValue,
            }),
            Products = products,
            Settings = settings,
            Findings = findings,
            Software = Software(checks),
        };
        checks.Finish();
        return read;
    }

    private static void Add<T>(Dictionary<CheckItem, T> rules, CheckItem item, T? rule)
        where T : CheckRule
    {
        if (rule is not null)
        {
            rules[item] = rule;
        }
    }

    private static T? Rule<T>(MappingReader checks, CheckItem item, T rule, Func<T, MappingReader, T> read)
        where T : ActionRule
    {
        string name = CheckItems.Of(item).Name;
        switch (checks.Node(name))
        {
            case null:
                return null;
            case ScalarNode word:
                return rule with { Action = checks.Word(word, name, MappingReader.ParseAction, MappingReader.ActionWords) ?? PostureAction.Monitor };
            case { } node when checks.Mapping(node, name) is { } mapping:
                rule = read(WithAction(rule, mapping), mapping);
                mapping.Finish();
                return rule;
            default:
                return null;
        }
    }

    private static T WithAction<T>(T rule, MappingReader node)
        where T : ActionRule
    {
        PostureAction? action = node.Action("action");
        if (action is null)
        {
            node.FailHere("action is missing: add \"action: remind\", or monitor, isolate, offline");
        }

        return WithCommon(rule, node) with { Action = action ?? PostureAction.Monitor };
    }

    private static T WithCommon<T>(T rule, MappingReader node)
        where T : CheckRule =>
        rule with
        {
            Unknown = node.Action("unknown"),
            ActionAfterMinutes = node.Number("actionAfterMinutes", 0, PolicyLimits.MaxActionAfterMinutes),
            Remedy = node.Text("remedy"),
        };

    private static List<OperatingSystemRequirement> Systems(MappingReader node)
    {
        List<OperatingSystemRequirement> systems = [];
        foreach (FileNode item in node.Items("allowed"))
        {
            if (item is ScalarNode word)
            {
                systems.Add(new OperatingSystemRequirement(word.Text));
            }
            else if (node.Mapping(item, "allowed") is { } system)
            {
                systems.Add(new OperatingSystemRequirement(system.RequiredText("id"), system.Text("minimumVersion"), system.Text("minimumBuild")));
                system.Finish();
            }
        }

        return systems;
    }

    private static PatchRule? Patches(MappingReader checks)
    {
        if (checks.Mapping("patches") is not { } node)
        {
            return null;
        }

        PatchRule rule = WithCommon(new PatchRule(), node) with
        {
            Levels = Levels(node),
            Mode = node.Text("mode") ?? PatchRule.UploadMode,
            ListsWithinDays = node.Number("listsWithinDays", 0, PolicyLimits.MaxDays),
        };
        node.Finish();
        return rule;
    }

    private static Dictionary<PatchSeverity, PatchLevel> Levels(MappingReader node)
    {
        Dictionary<PatchSeverity, PatchLevel> levels = [];
        if (node.Mapping("levels") is not { } mapping)
        {
            return levels;
        }

        foreach (PatchSeverity severity in Enum.GetValues<PatchSeverity>())
        {
            string name = severity.ToString().ToLowerInvariant();
            switch (mapping.Node(name))
            {
                case ScalarNode word when mapping.Word(word, name, MappingReader.ParseAction, MappingReader.ActionWords) is { } action:
                    levels[severity] = new PatchLevel(action);
                    break;
                case not (null or ScalarNode) and { } item when mapping.Mapping(item, name) is { } level:
                    levels[severity] = new PatchLevel(level.Action("action") ?? PostureAction.Monitor, level.Number("graceDays", 0, PolicyLimits.MaxDays) ?? 0);
                    level.Finish();
                    break;
                default:
                    break;
            }
        }

        mapping.Finish();
        return levels;
    }

    private static ExpectedSetting[] Expected(MappingReader node)
    {
        switch (node.Node("expected"))
        {
            case MappingNode mapping:
                return [.. mapping.Entries.Select(entry => new ExpectedSetting(
                    entry.Key.Text, entry.Value is ScalarNode { IsNull: true } ? null : node.Scalar(entry.Value, entry.Key.Text)?.Text))];
            case { } other:
                node.Fail(other, "expected must be names with values, such as \"kernel.randomize_va_space: 2\"");
                return [];
            case null:
                return [];
        }
    }

    private static List<SoftwareGroup> Software(MappingReader checks)
    {
        List<SoftwareGroup> groups = [];
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (FileNode item in checks.Items("software"))
        {
            if (checks.Mapping(item, "software") is not { } node)
            {
                continue;
            }

            SoftwareGroup group = Group(node);
            if (!names.Add(group.Name))
            {
                node.FailHere($"a second group is called {group.Name}: give it another name");
            }

            groups.Add(group);
        }

        return groups;
    }

    private static SoftwareGroup Group(MappingReader node)
    {
        SoftwareGroup group = WithAction(new SoftwareGroup { Name = node.RequiredText("name") }, node);
        IReadOnlyList<string> forbidden = node.Names("forbidden");
        IReadOnlyList<string> required = node.Names("required");
        if ((forbidden.Count == 0) == (required.Count == 0))
        {
            node.FailHere("a group of software has either \"forbidden\" or \"required\", with names of packages or programs");
        }

        group = group with
        {
            Required = required.Count > 0,
            Members = required.Count > 0 ? required : forbidden,
            All = node.Flag("all") ?? true,
            State = node.Word("state", SoftwareState? (text) => text switch
            {
                "installed" => SoftwareState.Installed,
                "running" => SoftwareState.Running,
                _ => null,
            }, "installed", "running") ?? SoftwareState.Installed,
        };
        node.Finish();
        return group;
    }
}
