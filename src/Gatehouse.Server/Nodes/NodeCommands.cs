using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Nodes;

/// <summary>
/// The way to connected endpoints, whichever node they talk to. An endpoint that moved may still look connected to a node it left, so all nodes
/// are told, and the number of the message lets the endpoint act once.
/// </summary>
internal sealed class NodeCommands(
    Database database, GroupCommit writer, EndpointStore endpoints, PoliciesInForce policies, PresenceKeeper presence, CheckHost checks, TimeProvider clock)
    : IEndpointCommands
{
    /// <inheritdoc/>
    public async Task<bool> PushAsync(Guid endpointId, EndpointCommand command, string? text, CancellationToken cancellation)
    {
        if (command == EndpointCommand.LogOff)
        {
            // Access does not wait for an agent that obeys, or that is reached at all.
            await presence.LogOffAsync(endpointId, cancellation);
        }

        PushNotice push = new(endpointId, command, text, Guid.NewGuid());
        bool isHere = checks.Push(push);
        if (database.Dialect == Dialect.Sqlite || !await IsSomewhereAsync(endpointId, cancellation))
        {
            return isHere;
        }

        await writer.WriteAsync(scope => ChangeLog.NotifyAsync(scope, new NodeNotice(push)), cancellation);
        return true;
    }

    private async Task<bool> IsSomewhereAsync(Guid endpointId, CancellationToken cancellation)
    {
        DateTimeOffset? heard = (await endpoints.FindAsync(endpointId, cancellation))?.LastHeartbeatAt;
        return policies.For(endpointId) is { } policy && clock.GetUtcNow() - heard < Patience.Of(policy.Policy);
    }
}
