using System.Collections.Frozen;
using System.Collections.Immutable;
using Gatehouse.Posture.Policies;
using Gatehouse.Server.Administration.Endpoints;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>The policies that hold now, and who is under which; never changes, so that readers need no lock.</summary>
/// <param name="Active">The active version of each policy, by name.</param>
/// <param name="Assigned">The policies of endpoints that are not under <see cref="EndpointRow.DefaultPolicy"/>.</param>
internal sealed record PolicySnapshot(FrozenDictionary<string, Policy> Active, ImmutableDictionary<Guid, string> Assigned)
{
    /// <summary>Before the database was read.</summary>
    public static PolicySnapshot Empty { get; } = new(FrozenDictionary<string, Policy>.Empty, ImmutableDictionary<Guid, string>.Empty);

    /// <summary>The policy that holds for an endpoint; null when no version of it is active.</summary>
    public Policy? For(Guid endpointId) => Active.GetValueOrDefault(Assigned.GetValueOrDefault(endpointId, EndpointRow.DefaultPolicy));
}
