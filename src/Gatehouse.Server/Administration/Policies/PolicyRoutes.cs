using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>Policies and their versions, to read, and what a policy would change.</summary>
internal static class PolicyRoutes
{
    private static readonly QueryParameters Parameters = QueryParameters.OfList(new QueryParameter("text", "Only policies with this in their name"));

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/policies", ListAsync)
            .WithName("listPolicies").WithSummary("Policies by name, with the number of endpoints under each").WithMetadata(Parameters)
            .Produces<Page<PolicySummary>>();
        routes.MapGet("/policies/{name}", GetAsync)
            .WithName("getPolicy").WithSummary("One policy")
            .Produces<PolicySummary>();
        routes.MapGet("/policies/{name}/versions", ListVersionsAsync)
            .WithName("listPolicyVersions").WithSummary("Versions of a policy, newest first").WithMetadata(QueryParameters.OfList())
            .Produces<Page<PolicyVersion>>();
        routes.MapGet("/policies/{name}/versions/{version:long}", GetVersionAsync)
            .WithName("getPolicyVersion").WithSummary("One version with its YAML")
            .Produces<PolicyVersion>();
        routes.MapPost("/policies/{name}/dry-run", TryAsync)
            .WithName("tryPolicy").WithSummary("What a policy would change, for whom and why; changes nothing")
            .Accepts<PolicyTrial>("application/json").Produces<PolicyTrialResult>();
    }

    /// <summary>There is no such policy.</summary>
    public static Problem NotFound() => Problem.NotFound("policy of this name", AdministrationRoutes.Policies);

    /// <summary>The answer that tells a policy.</summary>
    public static Answer<PolicySummary> Tell(PolicyRow row) => new(row.ToSummary(), AdministrationJson.Default.PolicySummary, row.Decided);

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        Query query = new(context);
        string? text = query.Text("text");
        int limit = query.Limit();
        IReadOnlyList<string>? after = query.After(1);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<PolicyRow> rows = await database.QueryAsync<PolicyRow>(
            PolicyRow.Select + " WHERE p.name > @After AND (@Text IS NULL OR p.name LIKE @Text ESCAPE '\\') ORDER BY p.name LIMIT @Rows",
            new { After = after?[0] ?? string.Empty, Text = SqlPattern.Containing(text), Rows = limit + 1 },
            context.RequestAborted);
        return new Answer<Page<PolicySummary>>(Pages.Of(rows, limit, row => row.ToSummary(), row => [row.Name]), AdministrationJson.Default.PolicyPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string name, Database database) =>
        await FindAsync(database, name, context.RequestAborted) is { } row ? Tell(row) : NotFound();

    private static async Task<IResult> ListVersionsAsync(HttpContext context, string name, Database database)
    {
        Query query = new(context);
        int limit = query.Limit();
        long? after = query.AfterNumber();
        if (query.Problem is { } problem)
        {
            return problem;
        }

        if (await FindAsync(database, name, context.RequestAborted) is null)
        {
            return NotFound();
        }

        IReadOnlyList<PolicyVersionRow> rows = await database.QueryAsync<PolicyVersionRow>(
            PolicyVersionRow.Select + " WHERE v.policy = @name AND v.version < @After ORDER BY v.version DESC LIMIT @Rows",
            new { name, After = after ?? long.MaxValue, Rows = limit + 1 },
            context.RequestAborted);
        return new Answer<Page<PolicyVersion>>(
            Pages.Of(rows, limit, row => row.ToVersion(whole: false), row => [row.Version.ToString()]), AdministrationJson.Default.PolicyVersionPage);
    }

    private static async Task<IResult> GetVersionAsync(HttpContext context, string name, long version, Database database)
    {
        PolicyVersionRow? row = await database.FirstAsync<PolicyVersionRow>(
            PolicyVersionRow.Select + " WHERE v.policy = @name AND v.version = @version", new { name, version }, context.RequestAborted);
        return row is null
            ? Problem.NotFound("version with this number of a policy of this name", AdministrationRoutes.PolicyVersions(name))
            : new Answer<PolicyVersion>(row.ToVersion(whole: true), AdministrationJson.Default.PolicyVersion);
    }

    private static async Task<IResult> TryAsync(HttpContext context, string name, Database database, PolicyTrials trials)
    {
        (PolicyTrial? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.PolicyTrial);
        if (body is null)
        {
            return problem!;
        }

        (Posture.Policies.Policy? policy, problem) = PolicyText.Read(body.Yaml, expected: null);
        if (policy is null)
        {
            return problem!;
        }

        bool isNew = await FindAsync(database, name, context.RequestAborted) is null;
        PolicyTrialResult result = await trials.RunAsync(isNew ? null : name, policy, context.RequestAborted);
        return new Answer<PolicyTrialResult>(result, AdministrationJson.Default.PolicyTrialResult);
    }

    private static Task<PolicyRow?> FindAsync(Database database, string name, CancellationToken cancellation) =>
        database.FirstAsync<PolicyRow>(PolicyRow.Select + " WHERE p.name = @name", new { name }, cancellation);
}
