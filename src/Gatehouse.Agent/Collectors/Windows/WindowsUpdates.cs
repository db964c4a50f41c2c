using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Names of installed updates, for the server to hold against its catalogue.</summary>
internal sealed class WindowsUpdates(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.Patches)
{
    protected override PostureReport Collect(CollectionPlan plan)
    {
        WmiAnswer answer = Windows.Query(CimV2, "SELECT HotFixID FROM Win32_QuickFixEngineering");
        return answer.Rows is not { } rows ? Unknown(CheckItem.Patches, answer) : new PostureReport
        {
            Updates = new UpdateStatus(
                [.. rows.Select(row => row.GetValueOrDefault("HotFixID")).OfType<string>().Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)],
                Pending: null,
                ListsDate: null),
        };
    }
}
