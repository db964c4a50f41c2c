using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Which of the software asked for is installed (by its name in the list of programs) or running (by its file without ".exe").</summary>
internal sealed class WindowsSoftware(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.Software)
{
    private static readonly string[] Keys =
    [
        @"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall",
        @"HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Microsoft\Windows\CurrentVersion\Uninstall",
    ];

    protected override PostureReport Collect(CollectionPlan plan)
    {
        string[] installed =
        [
            .. from key in Keys
               from product in Windows.RegistryKeys(key)
               let name = Windows.RegistryValue($@"{key}\{product}", "DisplayName")
               where name is not null
               select name,
        ];
        WmiAnswer processes = Windows.Query(CimV2, "SELECT Name FROM Win32_Process");
        string[]? running = processes.Rows is null ? null : [.. processes.Rows.Select(row => WithoutEnding(row.GetValueOrDefault("Name") ?? string.Empty))];
        PostureReport report = new() { Software = new SoftwareSurvey(plan.Software, Asked(plan, installed), running is null ? null : Asked(plan, running)) };
        return running is null ? report.WithUnknown(CheckItem.Software, processes.Problem, processes.Needs) : report;
    }

    private static string[] Asked(CollectionPlan plan, string[] names) =>
        [.. names.Where(name => plan.Software.Any(pattern => NamePattern.Matches(pattern, name))).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string WithoutEnding(string name) => name.EndsWith(".exe", StringComparison.OrdinalIgnoreCase) ? name[..^4] : name;
}
