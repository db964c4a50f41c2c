using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>A collector that asks WMI and the registry; both answer without waiting for anything else.</summary>
/// <param name="windows">Whom to ask.</param>
/// <param name="items">What it finds out.</param>
internal abstract class WindowsCollector(IWindowsManagement windows, params CheckItem[] items) : ICollector
{
    protected const string CimV2 = @"root\cimv2";

    public IReadOnlyList<CheckItem> Items { get; } = items;

    protected IWindowsManagement Windows { get; } = windows;

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation) => Task.FromResult(Collect(plan));

    protected abstract PostureReport Collect(CollectionPlan plan);

    protected static bool? Flag(IReadOnlyDictionary<string, string> row, string name) => bool.TryParse(row.GetValueOrDefault(name), out bool value) ? value : null;

    protected static PostureReport Unknown(CheckItem item, WmiAnswer answer) => CollectorReports.Unknown(item, answer.Problem, answer.Needs);
}
