using System.Reflection;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration;

/// <summary>How things stand, in numbers.</summary>
internal static class OverviewRoutes
{
    private const string NoVerdict = "none";

    private static readonly string Version =
        typeof(OverviewRoutes).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "unknown";

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/overview", GetAsync)
        .WithName("getOverview").WithSummary("How things stand, in numbers")
        .Produces<Overview>();

    private static async Task<IResult> GetAsync(HttpContext context, Database database, TimeProvider clock)
    {
        CancellationToken cancellation = context.RequestAborted;
        IReadOnlyList<CountRow> states = await database.QueryAsync<CountRow>(
            "SELECT state AS number, COUNT(*) AS count FROM endpoints GROUP BY state", null, cancellation);
        IReadOnlyList<CountRow> verdicts = await database.QueryAsync<CountRow>(
            "SELECT last_verdict AS number, COUNT(*) AS count FROM endpoints WHERE state = @Active GROUP BY last_verdict",
            new { EndpointState.Active },
            cancellation);
        long policies = await database.FirstAsync<long>("SELECT COUNT(*) FROM policies", null, cancellation);
        long tokens = await database.FirstAsync<long>(
            "SELECT COUNT(*) FROM enrollment_tokens WHERE revoked_at IS NULL AND uses_left > 0 AND expires_at > @Now",
            new { Now = clock.GetUtcNow() },
            cancellation);
        Overview overview = new(
            states.Sum(row => row.Count),
            Words.States.ToDictionary(word => word, word => states.Where(row => row.Number == (int)Words.State(word)!).Sum(row => row.Count)),
            Words.Verdicts.Append(NoVerdict).ToDictionary(word => word, word => verdicts.Where(row => (Words.OfVerdict(row.Number) ?? NoVerdict) == word).Sum(row => row.Count)),
            policies,
            tokens,
            Version);
        return new Answer<Overview>(overview, AdministrationJson.Default.Overview);
    }
}
