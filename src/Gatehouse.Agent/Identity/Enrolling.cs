using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Running;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Agent.Identity;

/// <summary>Trades an enrolment token for an identity.</summary>
/// <param name="folder">Where the identity is kept.</param>
/// <param name="facts">What the endpoint says of itself.</param>
public sealed class Enrolling(AgentFolder folder, EndpointFacts facts)
{
    /// <summary>Asks a server for an identity and keeps it. Asking again with the same key gives the same one.</summary>
    /// <param name="servers">Nodes of one installation; the first that can be reached is asked.</param>
    /// <param name="token">The token; it says how to recognise the server.</param>
    /// <param name="newKey">Whether to ask with a new key, as another endpoint than before; the old key is given up only when the server answers.</param>
    /// <param name="cancellation">Ends the try.</param>
    /// <returns>What the server decided: enrolled, or held for approval.</returns>
    /// <exception cref="AgentException">No server can be reached, it is not the token's, or it refuses; or the folder cannot be written.</exception>
    public async Task<EnrollmentAnswer> EnrollAsync(IReadOnlyList<ServerAddress> servers, EnrollmentToken token, bool newKey, CancellationToken cancellation)
    {
        using ECDsa key = newKey ? EndpointKey.Make() : EndpointKey.LoadOrMake(folder);
        (ServerAddress server, string anchors) = await FindAsync(servers, cancellation);
        using X509Certificate2 anchor = FindAnchor(anchors, server, token);
        using ManagementChannel channel = new(server, ServerTrust.InAnchors([anchor]), certificate: null);
        EnrollmentRequest request = new(
            token.Write(), EndpointKey.Request(key), facts.HostName, facts.HardwareIds, facts.OperatingSystem, facts.AgentVersion);
        ChannelResult<EnrollmentAnswer> result = await channel.EnrollAsync(request, cancellation);
        if (!result.Succeeded)
        {
            throw new AgentException($"not enrolled: {result.Failure}");
        }

        if (newKey)
        {
            File.Delete(folder.Certificate);
            EndpointKey.Keep(folder, key);
        }

        Keep([server, .. servers.Where(other => other != server)], result.Value);
        if (result.Value.Certificate is null)
        {
            new PendingApproval(server.ToString(), result.Value.EndpointId).Keep(folder);
        }
        else
        {
            File.Delete(folder.Pending);
        }

        return result.Value;
    }

    private static async Task<(ServerAddress Server, string Anchors)> FindAsync(IReadOnlyList<ServerAddress> servers, CancellationToken cancellation)
    {
        ChannelFailure? failure = null;
        foreach (ServerAddress server in servers)
        {
            using ManagementChannel channel = new(server, ServerTrust.ForPublicThings, certificate: null);
            ChannelResult<string> answer = await channel.TrustAnchorsAsync(cancellation);
            if (answer.Succeeded)
            {
                return (server, answer.Value);
            }

            failure ??= answer.Failure;
        }

        throw new AgentException($"not enrolled: {failure}");
    }

    // The anchors are public, so anybody may hand them over: the token's pin says which one is the server's.
    private static X509Certificate2 FindAnchor(string shown, ServerAddress server, EnrollmentToken token)
    {
        X509Certificate2Collection anchors = [];
        try
        {
            anchors.ImportFromPem(shown);
        }
        catch (CryptographicException error)
        {
            throw new AgentException($"not enrolled: what answers at {server} is not a Gatehouse server; check address and port", error);
        }

        return anchors.FirstOrDefault(anchor => CryptographicOperations.FixedTimeEquals(SHA256.HashData(anchor.PublicKey.ExportSubjectPublicKeyInfo()), token.Pin))
            ?? throw new AgentException($"not enrolled: the token was not made by the server at {server}; check the address, or make a token on that server");
    }

    /// <summary>Keeps what the server gave; nothing when it holds the endpoint back.</summary>
    internal void Keep(IReadOnlyList<ServerAddress> servers, EnrollmentAnswer answer)
    {
        if (answer.Certificate is not { } certificate)
        {
            return;
        }

        AgentFolder.Write(folder.TrustAnchors, string.Join('\n', answer.TrustAnchors));
        EnrollmentRecord record = new(servers[0].ToString(), answer.EndpointId, servers.Count > 1 ? [.. servers.Skip(1).Select(other => other.ToString())] : null);
        AgentFolder.Write(folder.Enrollment, JsonSerializer.Serialize(record, AgentJson.Default.EnrollmentRecord));
        AgentFolder.Write(folder.Certificate, certificate);
    }
}
