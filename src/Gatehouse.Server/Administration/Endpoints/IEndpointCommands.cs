namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>The way to connected endpoints.</summary>
internal interface IEndpointCommands
{
    /// <summary>Sends a command, and repeats it until the endpoint acknowledges or its session ends; does not wait for that.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="command">The command.</param>
    /// <param name="text">What the user is told: the message, or the reason; null for none.</param>
    /// <param name="cancellation">Gives up before it is sent.</param>
    /// <returns>False when the endpoint has no session at any node; then nothing was sent.</returns>
    Task<bool> PushAsync(Guid endpointId, EndpointCommand command, string? text, CancellationToken cancellation);
}
