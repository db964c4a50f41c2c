using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Connections;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Agents;

/// <summary>The routes of agents (<see cref="AgentRoutes"/>), but for the security check itself.</summary>
internal sealed class AgentApi(
    CertificateAuthority authority,
    Enrollment enrollment,
    EndpointGate gate,
    SessionOpening sessions,
    UserAccounts users,
    GroupCommit commit,
    TimeProvider clock)
{
    /// <summary>Octets of a body at most, but for logs.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>Octets of lines of a log at once: 1,000 lines of 4,096 characters, most of them ASCII.</summary>
    public const int MaxLogBody = 6 * 1024 * 1024;

    /// <summary>Lines of a log at once.</summary>
    public const int MaxLogLines = 1_000;

    /// <summary>Characters of a line of a log.</summary>
    public const int MaxLogLine = 4_096;

    /// <summary>Adds the routes.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(AgentRoutes.TrustAnchors, TrustAnchorsAsync);
        routes.MapPost(AgentRoutes.Enroll, EnrollAsync);
        routes.MapPost(AgentRoutes.Certificate, RenewAsync);
        routes.MapPost(AgentRoutes.Sessions, OpenSessionAsync);
        routes.MapPost(AgentRoutes.Logs, TakeLogAsync);
        routes.MapPost(AgentRoutes.SignIn, SignInAsync);
    }

    private static async Task<T?> ReadAsync<T>(HttpContext context, JsonTypeInfo<T> type, int maxBytes)
        where T : class
    {
        (T? body, Problem? refusal) = await JsonBody.ReadAsync(context, type, maxBytes);
        if (refusal is not null)
        {
            await Refusals.WriteAsync(context, refusal);
        }

        return body;
    }

    private static Task AnswerAsync<T>(HttpContext context, int status, T answer, JsonTypeInfo<T> type)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        return JsonSerializer.SerializeAsync(context.Response.Body, answer, type, context.RequestAborted);
    }

    private static async Task AnswerAsync(HttpContext context, EnrollmentOutcome outcome, int statusWhenActive)
    {
        if (outcome.Refusal is not null)
        {
            await Refusals.WriteAsync(context, outcome.Refusal);
        }

        if (outcome.Answer is EnrollmentAnswer answer)
        {
            Telemetry.Enrollments.Add(1, new KeyValuePair<string, object?>("state", answer.State));
            UnprovenConnection.Prove(context);
            int status = answer.Certificate is null ? StatusCodes.Status202Accepted : statusWhenActive;
            await AnswerAsync(context, status, answer, ContractJson.Default.EnrollmentAnswer);
        }
    }

    private Task TrustAnchorsAsync(HttpContext context)
    {
        context.Response.ContentType = "application/pem-certificate-chain";
        string anchors = string.Concat(authority.Anchors.Select(anchor => anchor.Certificate.ExportCertificatePem() + "\n"));
        return context.Response.WriteAsync(anchors, context.RequestAborted);
    }

    private async Task EnrollAsync(HttpContext context)
    {
        if (await ReadAsync(context, ContractJson.Default.EnrollmentRequest, MaxBody) is EnrollmentRequest request)
        {
            string? address = context.Connection.RemoteIpAddress is { } remote ? SessionOpening.Text(remote) : null;
            await AnswerAsync(context, await enrollment.EnrollAsync(request, address, context.RequestAborted), StatusCodes.Status201Created);
        }
    }

    private async Task RenewAsync(HttpContext context)
    {
        if (await AgentCaller.RecogniseAsync(context, gate) is AgentCaller caller
            && await ReadAsync(context, ContractJson.Default.CertificateRenewal, MaxBody) is CertificateRenewal request)
        {
            await AnswerAsync(context, await enrollment.RenewAsync(caller.Endpoint, request, context.RequestAborted), StatusCodes.Status200OK);
        }
    }

    private async Task OpenSessionAsync(HttpContext context)
    {
        if (await AgentCaller.RecogniseAsync(context, gate) is not AgentCaller caller
            || await ReadAsync(context, ContractJson.Default.SessionRequest, MaxBody) is not SessionRequest request)
        {
            return;
        }

        bool renew = clock.GetUtcNow() >= Lifetimes.RenewalAt(caller.Certificate);
        (SessionGrant? grant, Problem? refusal) = await sessions.OpenAsync(
            caller.Endpoint, renew, request, context.Connection.RemoteIpAddress ?? System.Net.IPAddress.None, context.RequestAborted);
        if (refusal is not null)
        {
            await Refusals.WriteAsync(context, refusal);
        }
        else if (grant is not null)
        {
            await AnswerAsync(context, StatusCodes.Status200OK, grant, ContractJson.Default.SessionGrant);
        }
    }

    private async Task TakeLogAsync(HttpContext context)
    {
        if (await AgentCaller.RecogniseAsync(context, gate) is not AgentCaller caller
            || await ReadAsync(context, ContractJson.Default.LogUpload, MaxLogBody) is not LogUpload upload)
        {
            return;
        }

        if (upload.Lines.Count > MaxLogLines || upload.Lines.Any(line => line is null || line.Length > MaxLogLine))
        {
            await Refusals.WriteAsync(
                context, new Problem(ProblemKind.TooLarge, $"at most {MaxLogLines} lines of {MaxLogLine} characters are taken at once; send fewer"));
            return;
        }

        // PostgreSQL has no zero characters in texts.
        string[] lines = [.. upload.Lines.Select(line => line.Replace('\0', '\uFFFD'))];
        DateTimeOffset now = clock.GetUtcNow();
        await commit.WriteAsync(
            async scope =>
            {
                await AgentLogStore.AppendAsync(scope, caller.Endpoint.Id, lines, now);
                await EndpointStore.SetLogAsync(scope, caller.Endpoint.Id, now);
            },
            context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task SignInAsync(HttpContext context)
    {
        if (await AgentCaller.RecogniseAsync(context, gate) is AgentCaller caller
            && await ReadAsync(context, ContractJson.Default.UserSignIn, MaxBody) is UserSignIn signIn)
        {
            UserSignInAnswer answer = await users.SignInAsync(signIn, caller.Endpoint.Id, context.RequestAborted);
            await AnswerAsync(context, StatusCodes.Status200OK, answer, ContractJson.Default.UserSignInAnswer);
        }
    }
}
