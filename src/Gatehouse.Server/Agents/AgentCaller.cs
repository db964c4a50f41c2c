using System.Security.Cryptography.X509Certificates;
using Gatehouse.Server.Connections;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Http;
using Endpoint = Gatehouse.Server.Storage.Endpoint;

namespace Gatehouse.Server.Agents;

/// <summary>Who calls a route of agents.</summary>
/// <param name="Endpoint">The endpoint, active now.</param>
/// <param name="Certificate">The certificate it showed.</param>
internal sealed record AgentCaller(Endpoint Endpoint, X509Certificate2 Certificate)
{
    /// <summary>Recognises the caller of a request, or answers with the refusal.</summary>
    /// <returns>Null when the refusal was written.</returns>
    public static async Task<AgentCaller?> RecogniseAsync(HttpContext context, EndpointGate gate)
    {
        X509Certificate2? certificate = context.Connection.ClientCertificate;
        (Endpoint? endpoint, Problem? refusal) = await gate.RecogniseAsync(certificate, context.RequestAborted);
        if (endpoint is not null)
        {
            // Before the refusal is written: who is recognised and only asks too often is no stranger.
            UnprovenConnection.Prove(context);
        }

        if (refusal is not null)
        {
            await Refusals.WriteAsync(context, refusal);
            return null;
        }

        return new AgentCaller(endpoint!, certificate!);
    }
}
