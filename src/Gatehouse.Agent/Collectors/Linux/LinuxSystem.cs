using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>The operating system, from os-release(5); its point release from debian_version, its kernel from /proc.</summary>
internal sealed class LinuxSystem : ICollector
{
    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.OperatingSystem];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        OperatingSystem system = Read(endpoint.Files);
        string locale = endpoint.Environment.GetValueOrDefault("LC_ALL") ?? endpoint.Environment.GetValueOrDefault("LANG") ?? string.Empty;
        return Task.FromResult(system.Id.Length == 0
            ? CollectorReports.Unknown(CheckItem.OperatingSystem, "/etc/os-release cannot be read")
            : new PostureReport { OperatingSystem = system with { Locale = locale } });
    }

    /// <summary>Reads it; texts that are not known are empty.</summary>
    public static OperatingSystem Read(EndpointFiles files)
    {
        FileText release = files.Read("/etc/os-release");
        release = release.IsRead ? release : files.Read("/usr/lib/os-release");
        Dictionary<string, string> values = [];
        foreach (string line in release.Lines)
        {
            int equals = line.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values[line[..equals].Trim()] = line[(equals + 1)..].Trim().Trim('"', '\'');
            }
        }

        string Of(string name) => values.GetValueOrDefault(name) ?? string.Empty;
        string version = Of("VERSION_ID");
        if (Of("ID") == "debian" && files.Read("/etc/debian_version").Value is { Length: > 0 } point && char.IsAsciiDigit(point[0]))
        {
            version = point;
        }

        return new OperatingSystem(Of("ID"), Of("PRETTY_NAME"), version, files.Read("/proc/sys/kernel/osrelease").Value ?? string.Empty, string.Empty);
    }
}
