using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>Kinds of products of which none is known for Linux.</summary>
internal sealed class UnknownProtection : ICollector
{
    public IReadOnlyList<CheckItem> Items { get; } = [CheckItem.AntiSpyware, CheckItem.AntiPhishing];

    public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation) =>
        Task.FromResult(Items.Aggregate(new PostureReport(), (report, item) => report.WithUnknown(item, "this agent knows no product of this kind for Linux")));
}
