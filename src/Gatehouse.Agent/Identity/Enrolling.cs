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
    /// <summary>Asks the server for an identity and keeps it. Asking again with the same key gives the same one.</summary>
    /// <param name="server">The server.</param>
    /// <param name="token">The token; it says how to recognise the server.</param>
    /// <param name="cancellation">Ends the try.</param>
    /// <returns>What the server decided: enrolled, or held for approval.</returns>
    /// <exception cref="AgentException">The server cannot be reached, is not the token's, or refuses; or the folder cannot be written.</exception>
    public async Task<EnrollmentAnswer> EnrollAsync(ServerAddress server, EnrollmentToken token, CancellationToken cancellation)
    {
        using ECDsa key = EndpointKey.LoadOrMake(folder);
        using X509Certificate2 anchor = await FindAnchorAsync(server, token, cancellation);
        using ManagementChannel channel = new(server, ServerTrust.InAnchors([anchor]), certificate: null);
        EnrollmentRequest request = new(
            token.Write(), EndpointKey.Request(key), facts.HostName, facts.HardwareIds, facts.OperatingSystem, facts.AgentVersion);
        ChannelResult<EnrollmentAnswer> result = await channel.EnrollAsync(request, cancellation);
        if (!result.Succeeded)
        {
            throw new AgentException($"not enrolled: {result.Failure}");
        }

        Keep(server, result.Value);
        return result.Value;
    }

    // The anchors are public, so anybody may hand them over: the token's pin says which one is the server's.
    private static async Task<X509Certificate2> FindAnchorAsync(ServerAddress server, EnrollmentToken token, CancellationToken cancellation)
    {
        using ManagementChannel channel = new(server, ServerTrust.ForPublicThings, certificate: null);
        ChannelResult<string> answer = await channel.TrustAnchorsAsync(cancellation);
        if (!answer.Succeeded)
        {
            throw new AgentException($"not enrolled: {answer.Failure}");
        }

        X509Certificate2Collection anchors = [];
        try
        {
            anchors.ImportFromPem(answer.Value);
        }
        catch (CryptographicException error)
        {
            throw new AgentException($"not enrolled: what answers at {server} is not a Gatehouse server; check address and port", error);
        }

        return anchors.FirstOrDefault(anchor => CryptographicOperations.FixedTimeEquals(SHA256.HashData(anchor.PublicKey.ExportSubjectPublicKeyInfo()), token.Pin))
            ?? throw new AgentException($"not enrolled: the token was not made by the server at {server}; check the address, or make a token on that server");
    }

    /// <summary>Keeps what the server gave; nothing when it holds the endpoint back.</summary>
    internal void Keep(ServerAddress server, EnrollmentAnswer answer)
    {
        if (answer.Certificate is not { } certificate)
        {
            return;
        }

        AgentFolder.Write(folder.TrustAnchors, string.Join('\n', answer.TrustAnchors));
        AgentFolder.Write(folder.Enrollment, JsonSerializer.Serialize(new EnrollmentRecord(server.ToString(), answer.EndpointId), AgentJson.Default.EnrollmentRecord));
        AgentFolder.Write(folder.Certificate, certificate);
    }
}
