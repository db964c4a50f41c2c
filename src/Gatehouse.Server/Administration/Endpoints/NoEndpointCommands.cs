namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>The commands of a node that serves no security checks: no endpoint has a session here.</summary>
internal sealed class NoEndpointCommands : IEndpointCommands
{
    /// <inheritdoc/>
    public Task<bool> PushAsync(Guid endpointId, EndpointCommand command, string? text, CancellationToken cancellation) => Task.FromResult(false);
}
