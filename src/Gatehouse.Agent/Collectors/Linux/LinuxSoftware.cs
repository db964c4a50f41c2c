using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Names;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Which of the software asked for is installed or running; nothing else of either is reported.</summary>
internal sealed class LinuxSoftware : ICollector
{
    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Software];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        string[]? Asked(IEnumerable<string>? names) =>
            names is null ? null : [.. names.Where(name => plan.Software.Any(pattern => NamePattern.Matches(pattern, name))).Order(StringComparer.Ordinal)];
        IReadOnlyDictionary<string, string>? packages = DpkgStatus.Read(endpoint.Files, out string why);
        IReadOnlySet<string>? processes = Processes.Names(endpoint.Files);
        PostureReport report = new() { Software = new SoftwareSurvey(plan.Software, Asked(packages?.Keys), Asked(processes)) };
        report = packages is null ? report.WithUnknown(CheckItem.Software, why) : report;
        return Task.FromResult(processes is null ? report.WithUnknown(CheckItem.Software, "/proc cannot be read") : report);
    }
}
