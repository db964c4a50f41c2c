namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>The commands of a node that serves no security checks: no endpoint has a session here.</summary>
internal sealed class NoEndpointCommands : IEndpointCommands
{
    /// <inheritdoc/>
    public bool Push(Guid endpointId, EndpointCommand command, string? text) => false;
}
