using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Posture.Tests.Evaluation;

/// <summary>For every item a rule, and reports that pass it, fail it and leave it open.</summary>
internal static class ItemSamples
{
    public static readonly DateTimeOffset Now = new(2026, 3, 9, 9, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<CheckItem, IReadOnlyList<string>> Nothing = [];

    public static Policy Policy(CheckItem item, PostureAction action, PostureAction? unknown = null, int? after = null)
    {
        Policy policy = new() { Name = "test" };
        switch (item)
        {
            case CheckItem.OperatingSystem:
                return policy with { OperatingSystem = new() { Action = action, Unknown = unknown, ActionAfterMinutes = after, Allowed = [new("debian", "12")] } };
            case CheckItem.Patches:
                return policy with { Patches = new() { Unknown = unknown, ActionAfterMinutes = after, Levels = new Dictionary<PatchSeverity, PatchLevel> { [PatchSeverity.Critical] = new(action) } } };
            case CheckItem.AntiVirus or CheckItem.AntiSpyware or CheckItem.AntiPhishing or CheckItem.Firewall:
                return policy with { Products = new Dictionary<CheckItem, ProductRule> { [item] = new() { Action = action, Unknown = unknown, ActionAfterMinutes = after } } };
            case CheckItem.Software:
                return policy with { Software = [new() { Name = "games", Action = action, Unknown = unknown, ActionAfterMinutes = after, Members = ["steam*"] }] };
            case CheckItem.Registry or CheckItem.SystemSettings:
                return policy with { Settings = new Dictionary<CheckItem, SettingsRule> { [item] = new() { Action = action, Unknown = unknown, ActionAfterMinutes = after, Expected = [new("a", "1")] } } };
            case CheckItem.AddressAssignment:
                return policy with { AddressAssignment = new() { Action = action, Unknown = unknown, ActionAfterMinutes = after, Mode = AddressMode.Dhcp } };
            case CheckItem.Traffic:
                return policy with { Traffic = new() { Action = action, Unknown = unknown, ActionAfterMinutes = after, MaxConnections = 10 } };
            default:
                return policy with { Findings = new Dictionary<CheckItem, FindingsRule> { [item] = new() { Action = action, Unknown = unknown, ActionAfterMinutes = after } } };
        }
    }

    public static (PostureReport Report, Dictionary<CheckItem, IReadOnlyList<string>> Observed) Report(CheckItem item, CheckOutcome outcome)
    {
        PostureReport report = new();
        if (outcome == CheckOutcome.Unknown)
        {
            return (report, Nothing);
        }

        bool passes = outcome == CheckOutcome.Passed;
        switch (item)
        {
            case CheckItem.OperatingSystem:
                return (report with { OperatingSystem = new OperatingSystem("debian", "Debian", passes ? "12.8" : "11.9", "6.1.0", "") }, Nothing);
            case CheckItem.Patches:
                return (report with { Updates = new(null, passes ? [] : [new("openssl", "3.1", PatchSeverity.Critical, true)], Now) }, Nothing);
            case CheckItem.AntiVirus or CheckItem.AntiSpyware or CheckItem.AntiPhishing or CheckItem.Firewall:
                return (report with { Products = new Dictionary<CheckItem, IReadOnlyList<Product>> { [item] = passes ? [new("Guard", true)] : [] } }, Nothing);
            case CheckItem.Software:
                return (report with { Software = new(null, passes ? [] : ["steam-launcher"], null) }, Nothing);
            case CheckItem.Registry or CheckItem.SystemSettings:
                return (report with { Settings = new Dictionary<CheckItem, IReadOnlyDictionary<string, string?>> { [item] = new Dictionary<string, string?> { ["a"] = passes ? "1" : "0" } } }, Nothing);
            case CheckItem.AddressAssignment:
                return (report with { AddressAssignment = passes ? AddressMode.Dhcp : AddressMode.Static }, Nothing);
            case CheckItem.Traffic:
                return (report with { Connections = passes ? 10 : 11 }, Nothing);
            default:
                Dictionary<CheckItem, IReadOnlyList<string>> found = new() { [item] = passes ? [] : ["thing"] };
                return CheckItems.SeenByServer.Contains(item) ? (report, found) : (report with { Findings = found }, Nothing);
        }
    }
}
