using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>An endpoint whose verdict a policy would change.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="HostName">What it calls itself.</param>
/// <param name="From">Its verdict under the active version.</param>
/// <param name="To">Its verdict under the policy tried.</param>
/// <param name="ReportedAt">When the report came that both were worked out from.</param>
/// <param name="Reasons">Why: the reasons that come, or when the verdict is milder, those that go.</param>
public sealed record VerdictChange(
    Guid EndpointId,
    string HostName,
    string From,
    string To,
    DateTimeOffset ReportedAt,
    IReadOnlyList<VerdictReason> Reasons);
