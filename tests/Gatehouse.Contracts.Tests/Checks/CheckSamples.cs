using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Contracts.Tests.Checks;

/// <summary>A policy, a report and a verdict in which everything is said, with characters that separate fields in their texts.</summary>
internal static class CheckSamples
{
    public const string Awkward = " a|b];c,d=e%f\u00a0g\n<i n=\"x\">&\ud83d\ude00 ";

    private static readonly DateTimeOffset Time = new(2026, 3, 9, 9, 0, 0, 123, TimeSpan.Zero);

    public static Policy Policy { get; } = new()
    {
        Name = "office",
        Version = 42,
        Description = "for offices",
        UserMessage = "Call 1234.",
        Unknown = PostureAction.Remind,
        ActionAfterMinutes = 7,
        Session = new() { HeartbeatSeconds = 300, MissedHeartbeats = 4, RecheckSeconds = 30, ReauthenticationHours = 12 },
        Access = new()
        {
            AdmittedList = "all",
            IsolatedList = "repair",
            RepairServers = [new(Awkward, "192.0.2.0/28", [80, 443]), new("v6", "2001:db8::1", [])],
            AppliedByAgent = true,
            WatchReachability = true,
        },
        PasswordSettings = new() { ForceChange = 2, AllAccounts = true, DictionaryOnly = true },
        ReportProxy = new("21.208.64.40", 9029),
        OperatingSystem = new() { Action = PostureAction.Offline, Allowed = [new("debian", "12", "6.1"), new("windows", null, "19045.1")], Unknown = PostureAction.Isolate },
        Patches = new()
        {
            ActionAfterMinutes = 3,
            Remedy = Awkward,
            ListsWithinDays = 9,
            Levels = new Dictionary<PatchSeverity, PatchLevel> { [PatchSeverity.Critical] = new(PostureAction.Isolate, 5), [PatchSeverity.Low] = new(PostureAction.Monitor) },
        },
        Products = new Dictionary<CheckItem, ProductRule>
        {
            [CheckItem.AntiVirus] = new()
            {
                Action = PostureAction.Isolate,
                Products = ["McAfee", Awkward],
                ConfigurationNames = ["McAfee VirusScan Enterprise"],
                Engine = new("5800.7501", null),
                Definitions = new("2017-07-10", 3),
                Failures = new Dictionary<ProductFailure, PostureAction> { [ProductFailure.OldDefinitions] = PostureAction.Remind },
                Mode = "PluginForbidden",
            },
            [CheckItem.Firewall] = new() { Action = PostureAction.Remind },
        },
        Software =
        [
            new() { Name = Awkward, Action = PostureAction.Isolate, Members = ["steam*", Awkward] },
            new() { Name = "tools", Required = true, All = false, State = SoftwareState.Running, Members = ["sshd", "auditd"] },
        ],
        Settings = new Dictionary<CheckItem, SettingsRule>
        {
            [CheckItem.SystemSettings] = new() { Expected = [new("kernel.a=b", "1;2"), new("gone", null), new("blank", "")] },
        },
        AddressAssignment = new() { Mode = AddressMode.Dhcp },
        Traffic = new() { MaxConnections = 99 },
        Findings = CheckItems.OfFindings.ToDictionary(info => info.Item, info => new FindingsRule { Action = PostureAction.Remind, Allowed = ["docker*"] }),
    };

    public static PostureReport Report { get; } = new()
    {
        UserName = "alice",
        HardwareAddress = "00:25:11:E9:55:B9",
        OperatingSystem = new OperatingSystem("debian", "Debian GNU/Linux 12 (bookworm)", "12.8", "6.1.0-28-amd64", "en_US.UTF-8"),
        Updates = new(["KB1", "KB2"], [new("openssl", "3.0.15-1~deb12u1", PatchSeverity.Critical, true), new(Awkward, "", PatchSeverity.Low, false)], Time),
        Products = new Dictionary<CheckItem, IReadOnlyList<Product>>
        {
            [CheckItem.AntiVirus] = [new("ClamAV", true, "1.0.7", new DateOnly(2024, 9, 4), "27000", new DateOnly(2026, 3, 8)), new(Awkward, null)],
            [CheckItem.Firewall] = [],
        },
        Software = new(["steam*", Awkward], ["steam-launcher"], null),
        Settings = new Dictionary<CheckItem, IReadOnlyDictionary<string, string?>>
        {
            [CheckItem.Registry] = new Dictionary<string, string?>(),
            [CheckItem.SystemSettings] = new Dictionary<string, string?> { ["a"] = "1", [Awkward] = null, ["blank"] = "" },
        },
        AddressAssignment = AddressMode.Static,
        Connections = 12,
        Findings = new Dictionary<CheckItem, IReadOnlyList<string>> { [CheckItem.Shares] = [], [CheckItem.Passwords] = ["bob", Awkward] },
        NotDetermined = [new(CheckItem.Firewall, Awkward, "CAP_NET_ADMIN"), new(CheckItem.Registry, "there is none")],
    };

    public static Verdict Verdict { get; } = new()
    {
        Kind = VerdictKind.Isolated,
        EvaluatedAt = Time,
        PolicyName = "office",
        PolicyVersion = 42,
        Reasons =
        [
            new(CheckItem.Patches, "patches/critical", CheckOutcome.Failed, Awkward, "none", PostureAction.Offline, PostureAction.Isolate, "Do it.", Time.AddDays(1), 3),
            new(CheckItem.Firewall, "firewall", CheckOutcome.Unknown, "x", "y", PostureAction.Monitor, PostureAction.Monitor, "Ask.", null, 0),
        ],
        Checked = [new(CheckItem.Patches, CheckOutcome.Failed), new(CheckItem.Shares, CheckOutcome.Passed)],
        Reachable = [new("mirror", "192.0.2.1", [80])],
        AccessList = "repair",
        NextCheckSeconds = 60,
        ChangesAt = Time.AddDays(1),
        UserMessage = "Call 1234.",
    };
}
