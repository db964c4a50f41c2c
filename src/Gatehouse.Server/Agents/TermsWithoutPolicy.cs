using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Agents;

/// <summary>The terms where no policy is assigned: the field's usual interval, and version 0.</summary>
internal sealed class TermsWithoutPolicy : ISessionTerms
{
    /// <summary>Seconds between heartbeats.</summary>
    public const int HeartbeatSeconds = 720;

    /// <inheritdoc/>
    public ValueTask<SessionTerms> ForAsync(Endpoint endpoint, CancellationToken cancellation) => ValueTask.FromResult(new SessionTerms(HeartbeatSeconds, 0));
}
