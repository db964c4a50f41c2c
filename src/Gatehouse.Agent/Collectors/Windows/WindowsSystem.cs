using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Edition, version and build with its revision, which tells what cumulative update is installed.</summary>
internal sealed class WindowsSystem(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.OperatingSystem)
{
    private const string Key = @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows NT\CurrentVersion";
    private const int FirstBuildOfWindows11 = 22000;

    protected override PostureReport Collect(CollectionPlan plan)
    {
        string Value(string name) => Windows.RegistryValue(Key, name) ?? string.Empty;
        string build = Value("CurrentBuild");
        if (build.Length == 0)
        {
            return CollectorReports.Unknown(CheckItem.OperatingSystem, "the registry does not say which Windows this is");
        }

        // The registry of Windows 11 still says 10.
        string name = int.TryParse(build, out int number) && number >= FirstBuildOfWindows11
            ? Value("ProductName").Replace("Windows 10", "Windows 11", StringComparison.Ordinal)
            : Value("ProductName");
        name = name.StartsWith("Windows ", StringComparison.Ordinal) ? name["Windows ".Length..] : name;
        string version = Value("CurrentMajorVersionNumber") is { Length: > 0 } major ? $"{major}.{Value("CurrentMinorVersionNumber")}" : Value("CurrentVersion");
        string revision = Value("UBR");
        string? locale = Windows.Query(CimV2, "SELECT Locale FROM Win32_OperatingSystem").Rows is { Count: > 0 } rows ? rows[0].GetValueOrDefault("Locale") : null;
        return new PostureReport
        {
            OperatingSystem = new OperatingSystem(
                "windows",
                $"{name} {Value("CSDVersion")}".Trim(),
                version,
                revision.Length > 0 ? $"{build}.{revision}" : build,
                locale is null ? string.Empty : $"0x{locale}"),
        };
    }
}
