using System.Text.RegularExpressions;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>
/// Pending updates by asking apt what it would upgrade: without the network, without rights, with the pins of the machine; what is on hold is left
/// out. (Having apt pretend the upgrade names the same packages and computes three times as long, because it orders them.) The severity is derived,
/// because Debian publishes none with its packages: what comes from a security archive is important, and critical when it concerns what every
/// other program stands on; the rest is low.
/// </summary>
/// <param name="memory">Answers of before: the same lists, packages and settings give the same one.</param>
internal sealed partial class AptUpdates(AptMemory memory) : ICollector, IDisposable
{
    private static readonly string[] Arguments = ["-qq", "list", "--upgradable"];

    // The kernel, the C library, cryptography, and what listens or gives root: a hole in these needs nobody's help.
    private static readonly string[] CriticalPackages =
        ["linux-image*", "libc6", "libssl*", "openssl", "libgnutls*", "openssh-server", "sudo", "systemd", "libsystemd*", "libpam*", "xz-utils", "liblzma*", "apt", "gpgv"];

    // Two looks at the same time ask apt once: the second waits, and finds the answer of the first.
    private readonly SemaphoreSlim _asking = new(1);

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Patches];

    public async Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        EndpointFiles files = endpoint.Files;
        if (!files.Exists(AptState.Status))
        {
            return CollectorReports.Unknown(CheckItem.Patches, "this system does not keep its packages with dpkg");
        }

        if (AptState.ListsDate(files) is not { } lists)
        {
            return CollectorReports.Unknown(CheckItem.Patches, "there are no lists of packages: run apt update");
        }

        await _asking.WaitAsync(cancellation);
        try
        {
            string state = AptState.Of(files);
            if (memory.Recall(state) is { } known)
            {
                return Report(known, lists);
            }

            ProgramResult result = await endpoint.Programs.RunAsync("apt", Arguments, cancellation);
            if (!result.IsGood)
            {
                return CollectorReports.Unknown(CheckItem.Patches, result.Problem("apt"));
            }

            IReadOnlyList<PendingUpdate> updates = Parse(result.Output, DpkgStatus.Held(files));
            memory.Keep(state, updates);
            return Report(updates, lists);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private static PostureReport Report(IReadOnlyList<PendingUpdate> updates, DateTimeOffset lists) => new() { Updates = new UpdateStatus(Installed: null, updates, lists) };

    private static List<PendingUpdate> Parse(string output, IReadOnlySet<string> held)
    {
        List<PendingUpdate> updates = [];
        foreach (Match match in Upgrade().Matches(output))
        {
            string name = match.Groups["name"].Value;
            if (held.Contains(name))
            {
                continue;
            }

            bool security = match.Groups["archives"].Value.Split(',').Any(archive => archive.EndsWith("-security", StringComparison.OrdinalIgnoreCase));
            PatchSeverity severity = !security ? PatchSeverity.Low
                : CriticalPackages.Any(pattern => NamePattern.Matches(pattern, name)) ? PatchSeverity.Critical
                : PatchSeverity.Important;
            updates.Add(new PendingUpdate(name, match.Groups["version"].Value, severity, security));
        }

        return [.. updates.Distinct()];
    }

    // "zip/oldstable-security 3.0-13+deb12u1 amd64 [upgradable from: 3.0-13]"
    [GeneratedRegex(@"^(?<name>[^/\s]+)/(?<archives>\S*) (?<version>\S+) \S+ \[upgradable from: ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Upgrade();
}
