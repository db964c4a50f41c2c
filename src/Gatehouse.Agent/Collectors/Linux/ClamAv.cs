using System.Globalization;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>ClamAV: its packages, its daemon, and the heads of its definitions.</summary>
internal sealed class ClamAv : ICollector
{
    private const string Folder = "/var/lib/clamav";
    private const int HeadLength = 512;
    private const int DateField = 1;
    private const int VersionField = 2;

    private static readonly string[] Packages = ["clamav-daemon", "clamav", "clamav-base"];
    private static readonly string[] Daemons = ["clamd", "clamonacc"];
    private static readonly string[] DailyFiles = ["daily.cld", "daily.cvd"];

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.AntiVirus];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        if (DpkgStatus.Read(endpoint.Files, out string why) is not { } packages)
        {
            return Task.FromResult(CollectorReports.Unknown(CheckItem.AntiVirus, why));
        }

        if (Packages.FirstOrDefault(packages.ContainsKey) is not { } package)
        {
            return Task.FromResult(new PostureReport().WithProducts(CheckItem.AntiVirus, []));
        }

        IReadOnlySet<string>? processes = Processes.Names(endpoint.Files);
        Product product = new("ClamAV", processes is null ? null : Daemons.Any(processes.Contains), Upstream(packages[package]));
        PostureReport report = new();
        if (ReadDefinitions(endpoint.Files) is { } definitions)
        {
            product = product with { Definitions = definitions.Version, DefinitionsDate = definitions.Date };
        }
        else
        {
            report = report.WithUnknown(CheckItem.AntiVirus, $"the definitions in {Folder} cannot be read", $"read access to {Folder}");
        }

        return Task.FromResult(report.WithProducts(CheckItem.AntiVirus, [product]));
    }

    // "1.4.6+dfsg-0+deb12u1" is ClamAV 1.4.6; a number and a colon in front are Debian's epoch.
    private static string Upstream(string version) => version[(version.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('+', '-', '~')[0];

    private static (string? Version, DateOnly Date)? ReadDefinitions(EndpointFiles files)
    {
        (string? Version, DateOnly Date)? newest = null;
        bool denied = false;
        foreach (string name in DailyFiles)
        {
            FileText head = files.Read($"{Folder}/{name}", HeadLength);
            denied |= head.Outcome is FileOutcome.Denied or FileOutcome.Failed;
            if (head.IsRead && Parse(head.Text) is { } found && (newest is null || found.Date > newest.Value.Date))
            {
                newest = found;
            }
        }

        return newest ?? (denied ? null : ("none", Product.NoDefinitions));
    }

    // "ClamAV-VDB:05 Sep 2024 04-27 -0400:27388:2066515:90:…": time of making, version, signatures, …
    private static (string? Version, DateOnly Date)? Parse(string head)
    {
        string[] fields = head.Split(':');
        string day = fields.Length > VersionField ? string.Join(' ', fields[DateField].Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(3)) : string.Empty;
        return fields[0] == "ClamAV-VDB"
            && DateOnly.TryParseExact(day, ["dd MMM yyyy", "d MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            ? (fields[VersionField], date)
            : null;
    }
}
