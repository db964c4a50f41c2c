namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>The collectors for Windows.</summary>
public static class WindowsCollectors
{
    /// <summary>One of each.</summary>
    public static IReadOnlyList<ICollector> Create(IWindowsManagement windows) =>
    [
        new WindowsSystem(windows),
        new WindowsUpdates(windows),
        new WindowsProtection(windows),
        new WindowsFirewall(windows),
        new BitLocker(windows),
        new WindowsAccounts(windows),
        new WindowsHardware(windows),
        new WindowsSoftware(windows),
        new WindowsNetwork(windows),
        new WindowsSettings(windows),
    ];
}
