using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>The network card with the gateway, its addresses and how they were assigned; other active cards; forwarding; the proxy.</summary>
internal sealed class WindowsNetwork(IWindowsManagement windows)
    : WindowsCollector(
        windows, CheckItem.SecondNetworkCard, CheckItem.SeveralAddresses, CheckItem.AddressAssignment, CheckItem.Forwarding, CheckItem.ProxyUse),
    IAlwaysCollected
{
    private const string Tcpip = @"HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters";
    private const string Internet = @"HKEY_CURRENT_USER\Software\Microsoft\Windows\CurrentVersion\Internet Settings";
    private const string On = "1";

    protected override PostureReport Collect(CollectionPlan plan)
    {
        PostureReport report = CollectorReports
            .Found(CheckItem.Forwarding, Windows.RegistryValue(Tcpip, "IPEnableRouter") == On ? ["IPEnableRouter"] : [])
            .WithFound(CheckItem.ProxyUse, Proxy());
        WmiAnswer answer = Windows.Query(
            CimV2, "SELECT Description, DHCPEnabled, IPAddress, MACAddress, DefaultIPGateway FROM Win32_NetworkAdapterConfiguration WHERE IPEnabled=TRUE");
        if (answer.Rows is not { Count: > 0 } cards)
        {
            string why = answer.Rows is null ? answer.Problem : "no network card is in use";
            return report.WithUnknown(CheckItem.SecondNetworkCard, why, answer.Needs)
                .WithUnknown(CheckItem.SeveralAddresses, why, answer.Needs).WithUnknown(CheckItem.AddressAssignment, why, answer.Needs);
        }

        IReadOnlyDictionary<string, string> used = cards.FirstOrDefault(card => card.GetValueOrDefault("DefaultIPGateway") is { Length: > 0 }) ?? cards[0];
        string[] addresses = [.. (used.GetValueOrDefault("IPAddress") ?? string.Empty).Split(';').Where(address => address.Contains('.', StringComparison.Ordinal))];
        return report
            .WithFound(CheckItem.SecondNetworkCard, [.. cards.Where(card => card != used).Select(card => card.GetValueOrDefault("Description") ?? "unnamed card")])
            .WithFound(CheckItem.SeveralAddresses, [.. addresses.Skip(1)])
            with
        {
            HardwareAddress = used.GetValueOrDefault("MACAddress"),
            AddressAssignment = Flag(used, "DHCPEnabled") switch { true => AddressMode.Dhcp, false => AddressMode.Static, null => null },
        };
    }

    // "name:password@host" is possible here too; only the host is told.
    private string[] Proxy()
    {
        string server = Windows.RegistryValue(Internet, "ProxyServer") ?? string.Empty;
        return Windows.RegistryValue(Internet, "ProxyEnable") == On && server.Length > 0 ? [server[(server.LastIndexOf('@') + 1)..]] : [];
    }
}
