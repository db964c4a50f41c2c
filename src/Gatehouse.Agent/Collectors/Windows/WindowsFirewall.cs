using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>The firewall of Windows, which is on when all its profiles are, and those registered with the security centre.</summary>
internal sealed class WindowsFirewall(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.Firewall)
{
    private const string Enabled = "1";
    private const int On = 0x1000;

    protected override PostureReport Collect(CollectionPlan plan)
    {
        WmiAnswer profiles = Windows.Query(@"root\StandardCimv2", "SELECT Name, Enabled FROM MSFT_NetFirewallProfile");
        WmiAnswer others = Windows.Query(@"root\SecurityCenter2", "SELECT displayName, productState FROM FirewallProduct");
        if (profiles.Rows is null && others.Rows is null)
        {
            return Unknown(CheckItem.Firewall, profiles);
        }

        List<Product> products =
        [
            .. (others.Rows ?? []).Select(row => new Product(
                row.GetValueOrDefault("displayName") ?? string.Empty,
                int.TryParse(row.GetValueOrDefault("productState"), out int state) ? (state & On) != 0 : null)),
        ];
        if (profiles.Rows is { Count: > 0 } rows)
        {
            products.Add(new Product("Windows Firewall", rows.All(row => row.GetValueOrDefault("Enabled") == Enabled)));
        }

        return new PostureReport().WithProducts(CheckItem.Firewall, products);
    }
}
