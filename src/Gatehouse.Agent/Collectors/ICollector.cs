using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors;

/// <summary>Finds out a few items about the endpoint. What it cannot determine it says, with the reason and the right that would help.</summary>
public interface ICollector
{
    /// <summary>The items it finds out.</summary>
    IReadOnlyList<CheckItem> Items { get; }

    /// <summary>Looks at the endpoint.</summary>
    /// <param name="endpoint">Files and programs of the endpoint.</param>
    /// <param name="plan">What is asked for; items outside of <see cref="Items"/> do not concern it.</param>
    /// <param name="cancellation">Ends programs that were started.</param>
    /// <returns>A report with these items only.</returns>
    Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation);
}
