using Gatehouse.Server.Identity;
using Microsoft.AspNetCore.Http;

namespace Gatehouse.Server.Hosting;

/// <summary>Refusals as HTTP answers (RFC 9457): a reason in words instead of a closed connection.</summary>
internal static class Refusals
{
    /// <summary>Answers with a refusal.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        Telemetry.Refusals.Add(1, new KeyValuePair<string, object?>("reason", refusal.Kind.Name));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Problem(refusal.Detail, statusCode: refusal.Kind.Status, title: refusal.Kind.Title, type: refusal.Kind.Type).ExecuteAsync(context);
    }
}
