using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors;

/// <summary>Reports of a single item.</summary>
internal static class CollectorReports
{
    /// <summary>Nothing but that an item was not determined.</summary>
    public static PostureReport Unknown(CheckItem item, string why, string? needs = null) => new PostureReport().WithUnknown(item, why, needs);

    /// <summary>Nothing but what was found of an item.</summary>
    public static PostureReport Found(CheckItem item, params IReadOnlyList<string> found) => new PostureReport().WithFound(item, found);

    /// <summary>Adds an item that was not determined.</summary>
    public static PostureReport WithUnknown(this PostureReport report, CheckItem item, string why, string? needs = null) =>
        report with { NotDetermined = [.. report.NotDetermined, new NotDetermined(item, why, needs)] };

    /// <summary>Adds what was found of an item.</summary>
    public static PostureReport WithFound(this PostureReport report, CheckItem item, IReadOnlyList<string> found) =>
        report with { Findings = new Dictionary<CheckItem, IReadOnlyList<string>>(report.Findings) { [item] = found } };

    /// <summary>Adds the products of a kind.</summary>
    public static PostureReport WithProducts(this PostureReport report, CheckItem item, IReadOnlyList<Product> products) =>
        report with { Products = new Dictionary<CheckItem, IReadOnlyList<Product>>(report.Products) { [item] = products } };
}
