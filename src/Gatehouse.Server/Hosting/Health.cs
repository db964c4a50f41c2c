using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Hosting;

/// <summary>Whether the server lives, and whether it can do its work.</summary>
internal static class Health
{
    /// <summary>GET: 200 as long as the process answers.</summary>
    public const string Live = "/healthz";

    /// <summary>GET: 200 when the server can store, 503 with the reason when it cannot.</summary>
    public const string Ready = "/readyz";

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes, GroupCommit commit)
    {
        routes.MapGet(Live, context => context.Response.WriteAsync("ok\n", context.RequestAborted));
        routes.MapGet(Ready, context => AnswerAsync(context, commit));
    }

    private static async Task AnswerAsync(HttpContext context, GroupCommit commit)
    {
        if (commit.Waiting >= GroupCommit.QueueCapacity)
        {
            await Refusals.WriteAsync(context, new Problem(ProblemKind.Storage, "more writes wait than the disk takes; it is too slow, or was stopped"));
            return;
        }

        try
        {
            // Through the writer: a commit that succeeds is the proof that there is room and the right to write.
            await commit.WriteAsync(scope => scope.ExecuteAsync("UPDATE schema_versions SET version = version WHERE version = 1"), context.RequestAborted);
            await context.Response.WriteAsync("ready\n", context.RequestAborted);
        }
        catch (StorageException error)
        {
            await Refusals.WriteAsync(context, new Problem(ProblemKind.Storage, error.Message));
        }
    }
}
