using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>An endpoint whose verdict becomes more severe by itself under a policy, once the time that it grants has run out.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="HostName">What it calls itself.</param>
/// <param name="From">Its verdict at once under the policy tried.</param>
/// <param name="To">What it becomes if nothing is mended.</param>
/// <param name="At">When.</param>
/// <param name="Reasons">Why.</param>
public sealed record LaterChange(
    Guid EndpointId,
    string HostName,
    string From,
    string To,
    DateTimeOffset At,
    IReadOnlyList<VerdictReason> Reasons);
