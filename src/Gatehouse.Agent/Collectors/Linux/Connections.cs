using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>How many TCP connections are established.</summary>
internal sealed class Connections : ICollector
{
    private const string Established = "01";
    private const int StateField = 3;

    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.Traffic];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation)
    {
        FileText[] tables = [endpoint.Files.Read("/proc/net/tcp"), endpoint.Files.Read("/proc/net/tcp6")];
        return Task.FromResult(tables[0].IsRead
            ? new PostureReport { Connections = tables.Sum(table => table.Lines.Skip(1).Count(IsEstablished)) }
            : CollectorReports.Unknown(CheckItem.Traffic, "/proc/net/tcp cannot be read"));
    }

    private static bool IsEstablished(string line)
    {
        string[] fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > StateField && fields[StateField] == Established;
    }
}
