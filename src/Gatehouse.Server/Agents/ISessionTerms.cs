using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Agents;

/// <summary>Knows which policy applies to an endpoint.</summary>
internal interface ISessionTerms
{
    /// <summary>The terms of an endpoint's session, now.</summary>
    ValueTask<SessionTerms> ForAsync(Endpoint endpoint, CancellationToken cancellation);
}
