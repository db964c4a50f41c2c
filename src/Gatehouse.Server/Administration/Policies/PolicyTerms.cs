using Gatehouse.Server.Agents;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>The terms of a session as the policy that holds for the endpoint says.</summary>
internal sealed class PolicyTerms(PolicyCatalog catalog, TermsWithoutPolicy otherwise) : ISessionTerms
{
    /// <inheritdoc/>
    public ValueTask<SessionTerms> ForAsync(Endpoint endpoint, CancellationToken cancellation) => catalog.Current.For(endpoint.Id) is { } policy
        ? ValueTask.FromResult(new SessionTerms(policy.Session.HeartbeatSeconds, policy.Version))
        : otherwise.ForAsync(endpoint, cancellation);
}
