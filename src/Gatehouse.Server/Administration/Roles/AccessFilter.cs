using Gatehouse.Server.Administration.ApiTokens;
using Gatehouse.Server.Connections;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Administration.Roles;

/// <summary>Lets a request through when its token may do what the route does. It belongs to the routes, so none can be mapped without it.</summary>
internal sealed class AccessFilter(ApiTokenStore tokens, RequestLimits limits) : IEndpointFilter
{
    private const string Scheme = "Bearer ";

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        HttpContext http = context.HttpContext;
        RouteAccess access = http.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>()
            ?? throw new InvalidOperationException("a route of the administration says nothing about who may use it");
        if (access.Role is not { } least)
        {
            return await next(context);
        }

        string header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return new Problem(
                ProblemKind.Unauthenticated,
                "send Authorization: Bearer and an API token; `gatehouse api-token create` makes one, and the server's data folder holds the first");
        }

        string? address = http.Connection.RemoteIpAddress is { } remote ? (remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote).ToString() : null;
        Caller? caller = await tokens.RecogniseAsync(header[Scheme.Length..].Trim(), address, http.RequestAborted);
        if (caller is null)
        {
            return new Problem(
                ProblemKind.Unauthenticated, "the API token is unknown, expired or revoked; ask an administrator for another (`gatehouse api-token create`)");
        }

        UnprovenConnection.Prove(http);
        if (limits.Count(caller.TokenId!, caller.Name) is { } tooMany)
        {
            await Refusals.WriteAsync(http, tooMany);
            return Results.Empty;
        }

        if (caller.Role < least)
        {
            return new Problem(
                ProblemKind.Forbidden,
                $"this needs the role {Name(least)} and the token '{caller.Name}' has {Name(caller.Role)}; use a token with that role");
        }

        http.Features.Set(caller);
        return await next(context);
    }

    private static string Name(Contracts.Administration.ApiRole role) => role.ToString().ToLowerInvariant();
}
