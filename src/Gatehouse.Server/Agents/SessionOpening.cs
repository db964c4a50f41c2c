using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using Gatehouse.Contracts.Agents;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Agents;

/// <summary>Opens sessions: the keys for the security check, and the proof that the agent's address was reached by TLS.</summary>
internal sealed partial class SessionOpening(
    SessionKeys keys, GroupCommit commit, ISessionTerms terms, CheckSocket socket, ServerOptions options, TimeProvider clock, ILogger<SessionOpening> logger)
{
    /// <summary>Opens a session, unless the endpoint turns out to be a clone.</summary>
    /// <param name="endpoint">Who asks.</param>
    /// <param name="renewCertificate">Whether its certificate is past two thirds of its life.</param>
    /// <param name="request">What it sent.</param>
    /// <param name="address">Where from.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(SessionGrant? Grant, Problem? Refusal)> OpenAsync(
        Endpoint endpoint, bool renewCertificate, SessionRequest request, IPAddress address, CancellationToken cancellation)
    {
        if (EndpointFacts.Problem(request.HostName, request.HardwareIds, request.OperatingSystem, request.AgentVersion) is string problem)
        {
            return (null, new Problem(ProblemKind.InvalidRequest, problem));
        }

        DateTimeOffset now = clock.GetUtcNow();
        SessionTerms current = await terms.ForAsync(endpoint, cancellation);
        Problem? refusal = await commit.WriteAsync(scope => NoteAsync(scope, endpoint.Id, request, address, now), cancellation);
        if (refusal is not null)
        {
            LogHeld(logger, endpoint.Id, refusal.Detail);
            return (null, refusal);
        }

        SessionTicket ticket = new(
            endpoint.Id,
            BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))),
            RandomNumberGenerator.GetBytes(SessionTicket.SecretLength),
            now,
            now + options.SessionLifetime);
        ServerKeyRing ring = keys.Ring;
        byte[] token = TokenSealer.Seal(ring, ticket, RandomNumberGenerator.GetBytes(TokenSealer.NonceLength));
        byte[] proof = AddressProofs.Make(ring, ticket.SessionId, Addresses.ToWire(address), now);
        Telemetry.Sessions.Add(1);
        return (
            new SessionGrant(
                endpoint.Id, ticket.SessionId, ticket.Secret, token, proof, (int)options.SessionLifetime.TotalSeconds, socket.Port,
                current.HeartbeatSeconds, current.PolicyVersion, Capabilities.Current, renewCertificate),
            null);
    }

    private static async Task<Problem?> NoteAsync(WriteScope scope, Guid id, SessionRequest request, IPAddress address, DateTimeOffset now)
    {
        Endpoint? endpoint = await EndpointStore.FindAsync(scope, id);
        if (endpoint is null)
        {
            return new Problem(ProblemKind.UnknownEndpoint, "the server does not know this endpoint any more; enrol it again with a new token");
        }

        if (EndpointGate.RefusalOf(endpoint) is Problem refusal)
        {
            return refusal;
        }

        // Each start of an agent has an id of its own. A start that comes back after a later one took its place lives beside it.
        if (endpoint.InstanceId != request.InstanceId && await EndpointStore.KnowsInstanceAsync(scope, id, request.InstanceId))
        {
            string reason = $"two agents use its key at the same time, last from {endpoint.LastAddress ?? "an unknown address"} and {Text(address)}: one of them is a copy";
            await EndpointStore.SetStateAsync(scope, id, EndpointState.Held, reason, now);
            await EndpointStore.ForgetInstancesAsync(scope, id);
            return EndpointGate.RefusalOf(endpoint with { State = EndpointState.Held, StateReason = reason });
        }

        await EndpointStore.SetSessionAsync(
            scope, id, request.InstanceId, request.HostName, request.OperatingSystem, request.AgentVersion, Text(address), now);
        return null;
    }

    /// <summary>An address as people write it: IPv4 also where the socket is one of IPv6.</summary>
    internal static string Text(IPAddress address) => (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
}
