using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Accounts without a password and guest accounts that can sign in, from passwd(5) and shadow(5). Hashes never leave this class.</summary>
internal sealed class LinuxAccounts : ICollector
{
    private const string Shadow = "/etc/shadow";
    private const string Right = "read access to /etc/shadow (CAP_DAC_READ_SEARCH)";
    private const int ShellField = 6;

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Passwords, CheckItem.GuestAccount];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        string[][] accounts = Fields(endpoint.Files.Read("/etc/passwd"));
        if (accounts.Length == 0)
        {
            const string Why = "/etc/passwd cannot be read";
            return Task.FromResult(CollectorReports.Unknown(CheckItem.Passwords, Why).WithUnknown(CheckItem.GuestAccount, Why));
        }

        FileText shadow = endpoint.Files.Read(Shadow);
        Dictionary<string, string> passwords = [];
        foreach (string[] fields in Fields(shadow))
        {
            passwords[fields[0]] = fields[1];
        }

        // An "x" in passwd says that the password stands in shadow.
        string? Password(string[] account) => account[1] == "x" ? passwords.GetValueOrDefault(account[0]) : account[1];
        string[][] open = [.. accounts.Where(CanSignIn)];
        string[] guests = [.. open.Where(account => account[0].StartsWith("guest", StringComparison.OrdinalIgnoreCase) && !IsLocked(Password(account))).Select(account => account[0])];
        string[] without = [.. open.Where(account => Password(account) is "").Select(account => account[0])];
        PostureReport report = CollectorReports.Found(CheckItem.GuestAccount, guests);

        // Accounts whose password stands in passwd itself are seen without shadow as well.
        bool known = shadow.IsRead || open.All(account => account[1] != "x");
        return Task.FromResult(known || without.Length > 0
            ? report.WithFound(CheckItem.Passwords, without)
            : report.WithUnknown(CheckItem.Passwords, "the passwords of the accounts may not be looked at", Right));
    }

    private static bool CanSignIn(string[] account) => account.Length <= ShellField
        || !(account[ShellField].EndsWith("/nologin", StringComparison.Ordinal) || account[ShellField].EndsWith("/false", StringComparison.Ordinal) || account[ShellField].EndsWith("/sync", StringComparison.Ordinal));

    private static bool IsLocked(string? password) => password is not null && (password.StartsWith('!') || password.StartsWith('*'));

    private static string[][] Fields(FileText file) => [.. file.Lines.Select(line => line.Split(':')).Where(fields => fields.Length > 1)];
}
