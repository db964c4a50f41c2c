using System.Text.RegularExpressions;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>
/// Pending updates by asking apt to pretend: without the network, without rights, with the pins and holds of the machine. The severity is
/// derived, because Debian publishes none with its packages: what comes from a security archive is important, and critical when it concerns
/// what every other program stands on; the rest is low.
/// </summary>
internal sealed partial class AptUpdates : ICollector
{
    private const string Lists = "/var/lib/apt/lists";
    private const string Status = "/var/lib/dpkg/status";

    private static readonly string[] Arguments =
        ["-s", "-q", "-o", "Debug::NoLocking=1", "-o", "APT::Get::Show-User-Simulation-Note=0", "dist-upgrade"];

    // The kernel, the C library, cryptography, and what listens or gives root: a hole in these needs nobody's help.
    private static readonly string[] CriticalPackages =
        ["linux-image*", "libc6", "libssl*", "openssl", "libgnutls*", "openssh-server", "sudo", "systemd", "libsystemd*", "libpam*", "xz-utils", "liblzma*", "apt", "gpgv"];

    private Answer? _last;

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Patches];

    public async Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        EndpointFiles files = endpoint.Files;
        if (!files.Exists(Status))
        {
            return CollectorReports.Unknown(CheckItem.Patches, "this system does not keep its packages with dpkg");
        }

        DateTimeOffset? lists = ListsDate(files);
        if (lists is null)
        {
            return CollectorReports.Unknown(CheckItem.Patches, "there are no lists of packages: run apt update");
        }

        // Asking apt costs a second of computing; the same lists and packages give the same answer.
        DateTimeOffset? status = files.LastWrite(Status);
        Answer? last = _last;
        if (last is not null && last.Lists == lists && last.Status == status)
        {
            return last.Report;
        }

        ProgramResult result = await endpoint.Programs.RunAsync("apt-get", Arguments, cancellation);
        if (!result.IsGood)
        {
            return CollectorReports.Unknown(CheckItem.Patches, result.Problem("apt-get"));
        }

        PostureReport report = new() { Updates = new UpdateStatus(Installed: null, Parse(result.Output), lists) };
        _last = new Answer(lists, status, report);
        return report;
    }

    // The lists are written when apt hears of something new; the folder "partial" is touched whenever it asked.
    private static DateTimeOffset? ListsDate(EndpointFiles files)
    {
        DateTimeOffset? newest = null;
        foreach (string name in files.Names(Lists).Where(name => name.EndsWith("Release", StringComparison.Ordinal)).Append("partial"))
        {
            DateTimeOffset? written = files.LastWrite($"{Lists}/{name}");
            newest = newest is null || written > newest ? written : newest;
        }

        return files.Names(Lists).Any(name => name.Contains("_Packages", StringComparison.Ordinal)) ? newest : null;
    }

    private static List<PendingUpdate> Parse(string output)
    {
        List<PendingUpdate> updates = [];
        foreach (Match match in Upgrade().Matches(output))
        {
            string name = match.Groups["name"].Value;
            bool security = match.Groups["sources"].Value.Split(',')
                .Any(source => source.Contains("-security", StringComparison.OrdinalIgnoreCase));
            PatchSeverity severity = !security ? PatchSeverity.Low
                : CriticalPackages.Any(pattern => NamePattern.Matches(pattern, name)) ? PatchSeverity.Critical
                : PatchSeverity.Important;
            updates.Add(new PendingUpdate(name, match.Groups["version"].Value, severity, security));
        }

        return updates;
    }

    // "Inst zip [3.0-13] (3.0-13+deb12u1 Debian-Security:12/oldstable-security [amd64])"; without [old version] it would be new, not updated.
    [GeneratedRegex(@"^Inst (?<name>\S+) \[[^\]]+\] \((?<version>\S+) (?<sources>[^\[\)]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Upgrade();

    private sealed record Answer(DateTimeOffset? Lists, DateTimeOffset? Status, PostureReport Report);
}
