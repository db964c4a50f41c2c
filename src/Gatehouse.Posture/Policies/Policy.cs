using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Policies;

/// <summary>What is required of endpoints, and what follows when it is not so. A rule that is null is not checked.</summary>
public sealed record Policy
{
    /// <summary>Name, unique among policies.</summary>
    public required string Name { get; init; }

    /// <summary>Version, from 1; the server counts it up at each change.</summary>
    public long Version { get; init; } = 1;

    /// <summary>For administrators; empty for none.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>For users, with every verdict; empty for none.</summary>
    public string UserMessage { get; init; } = string.Empty;

    /// <summary>The field's word for how the policy is chosen. (strategyMode)</summary>
    public string StrategyMode { get; init; } = "autoAdapt";

    /// <summary>What follows from items that could not be determined, where their rules say nothing else.</summary>
    public PostureAction Unknown { get; init; } = PostureAction.Monitor;

    /// <summary>Minutes of access before isolation or logging off takes effect, where rules say nothing else.</summary>
    public int ActionAfterMinutes { get; init; }

    /// <summary>What keeps the verdict true.</summary>
    public SessionSettings Session { get; init; } = new();

    /// <summary>What endpoints may reach.</summary>
    public AccessSettings Access { get; init; } = new();

    /// <summary>How passwords are checked.</summary>
    public PasswordSettings PasswordSettings { get; init; } = new();

    /// <summary>Where reports go; null for the server itself.</summary>
    public ReportProxy? ReportProxy { get; init; }

    /// <summary>Which operating systems.</summary>
    public OperatingSystemRule? OperatingSystem { get; init; }

    /// <summary>Which updates.</summary>
    public PatchRule? Patches { get; init; }

    /// <summary>Products by kind: <see cref="CheckItem.AntiVirus"/>, anti-spyware, anti-phishing, firewall.</summary>
    public IReadOnlyDictionary<CheckItem, ProductRule> Products { get; init; } = new Dictionary<CheckItem, ProductRule>();

    /// <summary>Which software.</summary>
    public IReadOnlyList<SoftwareGroup> Software { get; init; } = [];

    /// <summary>Settings by kind: <see cref="CheckItem.Registry"/>, <see cref="CheckItem.SystemSettings"/>.</summary>
    public IReadOnlyDictionary<CheckItem, SettingsRule> Settings { get; init; } = new Dictionary<CheckItem, SettingsRule>();

    /// <summary>How the address is assigned.</summary>
    public AddressAssignmentRule? AddressAssignment { get; init; }

    /// <summary>How many connections.</summary>
    public TrafficRule? Traffic { get; init; }

    /// <summary>What must not be found, by item; see <see cref="CheckItems.OfFindings"/>.</summary>
    public IReadOnlyDictionary<CheckItem, FindingsRule> Findings { get; init; } = new Dictionary<CheckItem, FindingsRule>();
}
