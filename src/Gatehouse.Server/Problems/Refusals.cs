using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Problems;

/// <summary>Refusals as HTTP answers (RFC 9457): a reason in words instead of a closed connection. They are counted and written into the log.</summary>
internal static class Refusals
{
    /// <summary>Answers with a refusal.</summary>
    public static Task WriteAsync(HttpContext context, Problem refusal)
    {
        Telemetry.Refusals.Add(1, new KeyValuePair<string, object?>("reason", refusal.Kind.Name));
        context.RequestServices.GetRequiredService<RefusalLog>().Write(context, refusal);
        return refusal.ExecuteAsync(context);
    }
}
