using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.ApiTokens;

/// <summary>API tokens: who may administer.</summary>
internal static class ApiTokenRoutes
{
    private const int MaxName = 64;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api-tokens", ListAsync)
            .WithName("listApiTokens").WithSummary("API tokens, newest first").WithMetadata(QueryParameters.OfList())
            .Produces<Page<ApiTokenSummary>>();
        routes.MapPost("/api-tokens", CreateAsync)
            .WithName("createApiToken").WithSummary("Makes an API token; its secret is in this answer and never again")
            .Accepts<ApiTokenRequest>("application/json").Produces<ApiTokenCreated>(StatusCodes.Status201Created);
        routes.MapGet("/api-tokens/{id}", GetAsync)
            .WithName("getApiToken").WithSummary("One API token")
            .Produces<ApiTokenSummary>();
        routes.MapDelete("/api-tokens/{id}", RevokeAsync)
            .WithName("revokeApiToken").WithSummary("Revokes an API token; it ends at once")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database, TimeProvider clock)
    {
        Query query = new(context);
        int limit = query.Limit();
        (DateTimeOffset At, string Id)? after = query.AfterTime();
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<ApiTokenRow> rows = await database.QueryAsync<ApiTokenRow>(
            $"SELECT {ApiTokenRow.Columns} FROM api_tokens WHERE (created_at, id) < (@At, @Id) ORDER BY created_at DESC, id DESC LIMIT @Rows",
            new { At = after?.At ?? DateTimeOffset.MaxValue, Id = after?.Id ?? string.Empty, Rows = limit + 1 },
            context.RequestAborted);
        DateTimeOffset now = clock.GetUtcNow();
        return new Answer<Page<ApiTokenSummary>>(
            Pages.Of(rows, limit, row => row.ToSummary(now), row => Cursor.Keys(row.CreatedAt, row.Id)), AdministrationJson.Default.ApiTokenPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, ApiTokenStore tokens, TimeProvider clock) =>
        await tokens.FindAsync(id, context.RequestAborted) is { } row
            ? Tell(row, clock.GetUtcNow())
            : NotFound();

    private static async Task<IResult> CreateAsync(HttpContext context, ApiTokenStore tokens)
    {
        (ApiTokenRequest? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.ApiTokenRequest);
        if (body is null)
        {
            return problem!;
        }

        Validation validation = new();
        validation.Text("name", body.Name, 1, MaxName);
        validation.Life("expiresInSeconds", body.ExpiresInSeconds);
        validation.Check("role", Enum.IsDefined(body.Role), "must be viewer, operator or administrator");
        if (validation.Problem is { } invalid)
        {
            return invalid;
        }

        ApiTokenCreated created = await tokens.CreateAsync(
            context.Caller(), body.Name.Trim(), body.Role, TimeSpan.FromSeconds(body.ExpiresInSeconds), context.RequestAborted);
        return new Answer<ApiTokenCreated>(
            created, AdministrationJson.Default.ApiTokenCreated, status: StatusCodes.Status201Created, location: AdministrationRoutes.ApiToken(created.Token.Id));
    }

    private static async Task<IResult> RevokeAsync(HttpContext context, string id, ApiTokenStore tokens, GroupCommit writer, TimeProvider clock) =>
        await writer.WriteAsync<IResult>(
            async scope =>
            {
                if (await ApiTokenStore.FindAsync(scope, id) is not { } row)
                {
                    return NotFound();
                }

                if (!Tell(row, clock.GetUtcNow()).Tag.Permits(context.Request))
                {
                    return Problem.Changed("the API token");
                }

                if (row.RevokedAt is not null)
                {
                    return new Problem(ProblemKind.Conflict, "the API token is revoked already; nothing is to be done");
                }

                await tokens.RevokeAsync(scope, context.Caller(), row);
                return TypedResults.NoContent();
            },
            context.RequestAborted);

    // When it was last used is no decision.
    private static Answer<ApiTokenSummary> Tell(ApiTokenRow row, DateTimeOffset now) =>
        new(row.ToSummary(now), AdministrationJson.Default.ApiTokenSummary, decided: row.State(now));

    private static Problem NotFound() => Problem.NotFound("API token with this id", AdministrationRoutes.ApiTokens);
}
