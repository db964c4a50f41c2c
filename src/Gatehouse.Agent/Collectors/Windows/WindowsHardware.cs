using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Whether the machine is a virtual one, and data execution prevention.</summary>
internal sealed class WindowsHardware(IWindowsManagement windows)
    : WindowsCollector(windows, CheckItem.VirtualMachine, CheckItem.DataExecutionPrevention)
{
    private const string AlwaysOff = "0";

    private static readonly string[] Hypervisors = ["Virtual", "VMware", "KVM", "QEMU", "Xen", "Parallels", "innotek", "Bochs"];

    protected override PostureReport Collect(CollectionPlan plan)
    {
        WmiAnswer machine = Windows.Query(CimV2, "SELECT Manufacturer, Model FROM Win32_ComputerSystem");
        PostureReport report = machine.Rows is { Count: > 0 } machines
            ? CollectorReports.Found(CheckItem.VirtualMachine, Kind(machines[0]))
            : Unknown(CheckItem.VirtualMachine, machine);
        WmiAnswer system = Windows.Query(CimV2, "SELECT DataExecutionPrevention_Available, DataExecutionPrevention_SupportPolicy FROM Win32_OperatingSystem");
        if (system.Rows is not { Count: > 0 } systems)
        {
            return report.WithUnknown(CheckItem.DataExecutionPrevention, system.Problem, system.Needs);
        }

        bool isAvailable = Flag(systems[0], "DataExecutionPrevention_Available") == true;
        bool isOff = systems[0].GetValueOrDefault("DataExecutionPrevention_SupportPolicy") == AlwaysOff;
        return report.WithFound(CheckItem.DataExecutionPrevention, (isAvailable, isOff) switch
        {
            (false, _) => ["processor without it"],
            (_, true) => ["switched off"],
            _ => [],
        });
    }

    private static string[] Kind(IReadOnlyDictionary<string, string> machine)
    {
        string name = $"{machine.GetValueOrDefault("Manufacturer")} {machine.GetValueOrDefault("Model")}".Trim();
        return Hypervisors.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)) ? [name] : [];
    }
}
