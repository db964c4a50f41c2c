using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Values of the registry by full path, and shared folders.</summary>
internal sealed class WindowsSettings(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.Registry, CheckItem.Shares)
{
    private const string OrdinaryFolder = "0";

    private static readonly (string Short, string Long)[] Roots =
        [(@"HKLM\", @"HKEY_LOCAL_MACHINE\"), (@"HKCU\", @"HKEY_CURRENT_USER\"), (@"HKU\", @"HKEY_USERS\")];

    protected override PostureReport Collect(CollectionPlan plan)
    {
        Dictionary<string, string?> values = [];
        foreach (string name in plan.Settings.GetValueOrDefault(CheckItem.Registry) ?? [])
        {
            string path = Roots.Where(root => name.StartsWith(root.Short, StringComparison.OrdinalIgnoreCase))
                .Select(root => root.Long + name[root.Short.Length..]).FirstOrDefault() ?? name;
            int last = path.LastIndexOf('\\');
            values[name] = last < 0 ? null : Windows.RegistryValue(path[..last], path[(last + 1)..]);
        }

        WmiAnswer shares = Windows.Query(CimV2, "SELECT Name, Type FROM Win32_Share");
        PostureReport report = shares.Rows is { } rows
            ? CollectorReports.Found(CheckItem.Shares, [.. rows.Where(row => row.GetValueOrDefault("Type") == OrdinaryFolder).Select(row => row.GetValueOrDefault("Name") ?? string.Empty)])
            : Unknown(CheckItem.Shares, shares);
        return report with { Settings = new Dictionary<CheckItem, IReadOnlyDictionary<string, string?>> { [CheckItem.Registry] = values } };
    }
}
