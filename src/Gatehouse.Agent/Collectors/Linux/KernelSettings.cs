using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Kernel parameters by the names of sysctl(8); there is no registry.</summary>
internal sealed class KernelSettings : ICollector
{
    private const int MaxName = 128;

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.SystemSettings, CheckItem.Registry];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        Dictionary<string, string?> values = [];
        PostureReport report = CollectorReports.Unknown(CheckItem.Registry, "this system has no registry");
        foreach (string name in plan.Settings.GetValueOrDefault(CheckItem.SystemSettings) ?? [])
        {
            if (!IsName(name))
            {
                report = report.WithUnknown(CheckItem.SystemSettings, "this is not the name of a kernel parameter");
                continue;
            }

            FileText value = endpoint.Files.Read($"/proc/sys/{name.Replace('.', '/')}", 4096);
            switch (value.Outcome)
            {
                case FileOutcome.Read:
                    values[name] = value.Value;
                    break;
                case FileOutcome.Missing:
                    values[name] = null;
                    break;
                default:
                    report = report.WithUnknown(CheckItem.SystemSettings, $"{name} may not be read", "CAP_SYS_ADMIN");
                    break;
            }
        }

        return Task.FromResult(report with
        {
            Settings = new Dictionary<CheckItem, IReadOnlyDictionary<string, string?>> { [CheckItem.SystemSettings] = values },
        });
    }

    // Names come from the server: nothing in them may lead out of /proc/sys.
    private static bool IsName(string name) => name.Length is > 0 and <= MaxName && !name.Contains("..", StringComparison.Ordinal)
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-');
}
