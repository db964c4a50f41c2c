using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Administration.Roles;

/// <summary>Finds who sent a request.</summary>
internal static class CallerOfContext
{
    /// <summary>Who sent it; <see cref="AccessFilter"/> found out.</summary>
    public static Caller Caller(this HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException("the route lets nobody in, so nobody is the caller");

    /// <summary>What the audit log calls what the route does.</summary>
    public static string Action(this HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<RouteAccess>()?.Action
        ?? throw new InvalidOperationException("the route changes something and has no name for it in the table of access");
}
