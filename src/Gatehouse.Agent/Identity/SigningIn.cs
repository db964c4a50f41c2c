using Gatehouse.Agent.Channels;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Agent.Identity;

/// <summary>Has the server check a user's password, and remembers who signed in; never the password.</summary>
/// <param name="folder">The agent's folder; enrolled.</param>
/// <param name="clock">The time.</param>
public sealed class SigningIn(AgentFolder folder, TimeProvider clock)
{
    /// <summary>Signs a user in.</summary>
    /// <param name="name">Name of the account.</param>
    /// <param name="password">Its password.</param>
    /// <param name="cancellation">Ends the try.</param>
    /// <returns>Null when the user is signed in; otherwise why the server does not accept this, and what to do.</returns>
    /// <exception cref="AgentException">Not enrolled, or no server can be reached, or it does not let this endpoint in.</exception>
    public async Task<string?> SignInAsync(string name, string password, CancellationToken cancellation)
    {
        using AgentIdentity identity = AgentIdentity.Load(folder);
        ChannelFailure? away = null;
        foreach (ServerAddress server in identity.Servers)
        {
            using ManagementChannel channel = new(server, ServerTrust.InAnchors(identity.TrustAnchors), identity.Certificate);
            ChannelResult<UserSignInAnswer> result = await channel.SignInAsync(new UserSignIn(name, password), cancellation);
            if (result.Succeeded)
            {
                return Keep(result.Value, name, identity.EndpointId);
            }

            away ??= result.Failure;
            if (result.Failure.Status != 0)
            {
                away = result.Failure;
                break;
            }
        }

        throw new AgentException($"not signed in: {away}");
    }

    private string? Keep(UserSignInAnswer answer, string name, Guid endpointId)
    {
        if (!answer.Accepted)
        {
            return answer.Reason ?? "the server did not say why; look into its log";
        }

        new SignedInUser(name, clock.GetUtcNow(), endpointId).Write(folder);
        return null;
    }
}
