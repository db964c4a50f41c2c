using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>Local accounts that need no password, and the guest account, which is known by the end of its identifier in every language.</summary>
internal sealed class WindowsAccounts(IWindowsManagement windows) : WindowsCollector(windows, CheckItem.Passwords, CheckItem.GuestAccount)
{
    private const string GuestIdentifier = "-501";

    protected override PostureReport Collect(CollectionPlan plan)
    {
        WmiAnswer answer = Windows.Query(CimV2, "SELECT Name, SID, Disabled, PasswordRequired FROM Win32_UserAccount WHERE LocalAccount=TRUE");
        if (answer.Rows is not { } rows)
        {
            return Unknown(CheckItem.Passwords, answer).WithUnknown(CheckItem.GuestAccount, answer.Problem, answer.Needs);
        }

        IReadOnlyDictionary<string, string>[] active = [.. rows.Where(row => Flag(row, "Disabled") == false)];
        string[] guests = [.. active.Where(IsGuest).Select(Name)];
        string[] open = [.. active.Where(row => !IsGuest(row) && Flag(row, "PasswordRequired") == false).Select(Name)];
        return CollectorReports.Found(CheckItem.Passwords, open).WithFound(CheckItem.GuestAccount, guests);
    }

    private static bool IsGuest(IReadOnlyDictionary<string, string> row) =>
        row.GetValueOrDefault("SID")?.EndsWith(GuestIdentifier, StringComparison.Ordinal) == true;

    private static string Name(IReadOnlyDictionary<string, string> row) => row.GetValueOrDefault("Name") ?? string.Empty;
}
