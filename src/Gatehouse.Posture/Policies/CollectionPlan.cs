using Gatehouse.Posture.Checks;

namespace Gatehouse.Posture.Policies;

/// <summary>What an endpoint has to find out for a policy.</summary>
public sealed record CollectionPlan
{
    /// <summary>The items to look at.</summary>
    public required IReadOnlySet<CheckItem> Items { get; init; }

    /// <summary>Patterns of software to look for, installed or running.</summary>
    public IReadOnlyList<string> Software { get; init; } = [];

    /// <summary>Names of settings to read, by kind.</summary>
    public IReadOnlyDictionary<CheckItem, IReadOnlyList<string>> Settings { get; init; } = new Dictionary<CheckItem, IReadOnlyList<string>>();

    /// <summary>Everything that can be looked at without naming software or settings.</summary>
    public static CollectionPlan Everything { get; } = new() { Items = CheckItems.All.Select(info => info.Item).ToHashSet() };

    /// <summary>What a policy asks the endpoint for.</summary>
    public static CollectionPlan From(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        HashSet<CheckItem> items = [.. policy.Products.Keys, .. policy.Settings.Keys, .. policy.Findings.Keys];
        Add(items, policy.OperatingSystem, CheckItem.OperatingSystem);
        Add(items, policy.Patches, CheckItem.Patches);
        Add(items, policy.AddressAssignment, CheckItem.AddressAssignment);
        Add(items, policy.Traffic, CheckItem.Traffic);
        if (policy.Software.Count > 0)
        {
            items.Add(CheckItem.Software);
        }

        items.ExceptWith(CheckItems.SeenByServer);
        return new CollectionPlan
        {
            Items = items,
            Software = [.. policy.Software.SelectMany(group => group.Members).Distinct(StringComparer.OrdinalIgnoreCase)],
            Settings = policy.Settings.ToDictionary(
                pair => pair.Key, IReadOnlyList<string> (pair) => [.. pair.Value.Expected.Select(setting => setting.Name).Distinct(StringComparer.Ordinal)]),
        };
    }

    /// <summary>The part that is looked at again while the endpoint is online.</summary>
    public CollectionPlan Online() => this with { Items = Items.Where(item => CheckItems.Of(item).RecheckedOnline).ToHashSet() };

    private static void Add(HashSet<CheckItem> items, CheckRule? rule, CheckItem item)
    {
        if (rule is not null)
        {
            items.Add(item);
        }
    }
}
