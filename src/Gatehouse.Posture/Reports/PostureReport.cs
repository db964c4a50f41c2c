using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Posture.Reports;

/// <summary>What an endpoint found out about itself. What is null or absent was not determined, or not looked at.</summary>
public sealed record PostureReport
{
    /// <summary>Who signed in; null for nobody.</summary>
    public string? UserName { get; init; }

    /// <summary>Hardware address of the network card in use, "00:25:11:e9:55:b9".</summary>
    public string? HardwareAddress { get; init; }

    /// <summary>The operating system.</summary>
    public OperatingSystem? OperatingSystem { get; init; }

    /// <summary>Updates.</summary>
    public UpdateStatus? Updates { get; init; }

    /// <summary>Products installed by kind; an empty list says that there are none.</summary>
    public IReadOnlyDictionary<CheckItem, IReadOnlyList<Product>> Products { get; init; } = new Dictionary<CheckItem, IReadOnlyList<Product>>();

    /// <summary>Software.</summary>
    public SoftwareSurvey? Software { get; init; }

    /// <summary>Settings by kind and name; null says that the setting does not exist.</summary>
    public IReadOnlyDictionary<CheckItem, IReadOnlyDictionary<string, string?>> Settings { get; init; } =
        new Dictionary<CheckItem, IReadOnlyDictionary<string, string?>>();

    /// <summary>How the address in use was assigned.</summary>
    public AddressMode? AddressAssignment { get; init; }

    /// <summary>TCP connections established.</summary>
    public int? Connections { get; init; }

    /// <summary>What was found by item; an empty list says that there is nothing.</summary>
    public IReadOnlyDictionary<CheckItem, IReadOnlyList<string>> Findings { get; init; } = new Dictionary<CheckItem, IReadOnlyList<string>>();

    /// <summary>What could not be determined, and why.</summary>
    public IReadOnlyList<NotDetermined> NotDetermined { get; init; } = [];

    /// <summary>Why an item was not determined; a general sentence when the report does not say.</summary>
    public NotDetermined WhyUnknown(CheckItem item) =>
        NotDetermined.FirstOrDefault(gap => gap.Item == item) ?? new NotDetermined(item, "the endpoint did not report it");

    /// <summary>
    /// This report with what a later one says: for looking again at some items while the rest stays as it was. What the later one could
    /// not determine is no longer known.
    /// </summary>
    /// <param name="later">The later report.</param>
    /// <param name="items">The items the later one looked at.</param>
    public PostureReport Renew(PostureReport later, IReadOnlySet<CheckItem> items)
    {
        ArgumentNullException.ThrowIfNull(later);
        ArgumentNullException.ThrowIfNull(items);
        T Of<T>(CheckItem item, T older, T newer) => items.Contains(item) ? newer : older;
        return new PostureReport
        {
            UserName = later.UserName ?? UserName,
            HardwareAddress = later.HardwareAddress ?? HardwareAddress,
            OperatingSystem = Of(CheckItem.OperatingSystem, OperatingSystem, later.OperatingSystem),
            Updates = Of(CheckItem.Patches, Updates, later.Updates),
            Products = Renew(Products, later.Products, items),
            Software = Of(CheckItem.Software, Software, later.Software),
            Settings = Renew(Settings, later.Settings, items),
            AddressAssignment = Of(CheckItem.AddressAssignment, AddressAssignment, later.AddressAssignment),
            Connections = Of(CheckItem.Traffic, Connections, later.Connections),
            Findings = Renew(Findings, later.Findings, items),
            NotDetermined = [.. NotDetermined.Where(gap => !items.Contains(gap.Item)), .. later.NotDetermined.Where(gap => items.Contains(gap.Item))],
        };
    }

    private static Dictionary<CheckItem, T> Renew<T>(
        IReadOnlyDictionary<CheckItem, T> older, IReadOnlyDictionary<CheckItem, T> newer, IReadOnlySet<CheckItem> items) =>
        older.Where(pair => !items.Contains(pair.Key)).Concat(newer.Where(pair => items.Contains(pair.Key)))
            .ToDictionary(pair => pair.Key, pair => pair.Value);
}
