using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using EnrollmentToken = Gatehouse.Contracts.Agents.EnrollmentToken;

namespace Gatehouse.Server.Administration.EnrollmentTokens;

/// <summary>Enrolment tokens: which endpoints may ask for an identity.</summary>
internal static class EnrollmentTokenRoutes
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/enrollment-tokens", ListAsync)
            .WithName("listEnrollmentTokens").WithSummary("Enrolment tokens, newest first").WithMetadata(QueryParameters.OfList())
            .Produces<Page<EnrollmentTokenSummary>>();
        routes.MapPost("/enrollment-tokens", CreateAsync)
            .WithName("createEnrollmentToken").WithSummary("Makes an enrolment token; its secret is in this answer and never again")
            .Accepts<EnrollmentTokenRequest>("application/json").Produces<EnrollmentTokenCreated>(StatusCodes.Status201Created);
        routes.MapGet("/enrollment-tokens/{id}", GetAsync)
            .WithName("getEnrollmentToken").WithSummary("One enrolment token")
            .Produces<EnrollmentTokenSummary>();
        routes.MapDelete("/enrollment-tokens/{id}", RevokeAsync)
            .WithName("revokeEnrollmentToken").WithSummary("Revokes an enrolment token; endpoints that enrolled with it stay")
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

        IReadOnlyList<EnrollmentTokenRow> rows = await database.QueryAsync<EnrollmentTokenRow>(
            $"{EnrollmentTokenRow.Select} WHERE (made_at, id) < (@At, @Id) ORDER BY made_at DESC, id DESC LIMIT @Rows",
            new { At = after?.At ?? DateTimeOffset.MaxValue, Id = after?.Id ?? string.Empty, Rows = limit + 1 },
            context.RequestAborted);
        DateTimeOffset now = clock.GetUtcNow();
        return new Answer<Page<EnrollmentTokenSummary>>(
            Pages.Of(rows, limit, row => row.ToSummary(now), row => Cursor.Keys(row.MadeAt, row.Id)), AdministrationJson.Default.EnrollmentTokenPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string id, Database database, TimeProvider clock) =>
        await database.FirstAsync<EnrollmentTokenRow>($"{EnrollmentTokenRow.Select} WHERE id = @id", new { id }, context.RequestAborted) is { } row
            ? Tell(row, clock.GetUtcNow())
            : NotFound();

    private static async Task<IResult> CreateAsync(
        HttpContext context, GroupCommit writer, AuditLog audit, Identity.EnrollmentTokens tokens, TimeProvider clock)
    {
        (EnrollmentTokenRequest? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.EnrollmentTokenRequest);
        if (body is null)
        {
            return problem!;
        }

        Validation validation = new();
        validation.Text("note", body.Note, 0, Validation.MaxNote);
        validation.Life("expiresInSeconds", body.ExpiresInSeconds);
        validation.Check("uses", body.Uses is >= 1 and <= Identity.EnrollmentTokens.MaxUses, $"must be 1 to {Identity.EnrollmentTokens.MaxUses}");
        if (validation.Problem is { } invalid)
        {
            return invalid;
        }

        Caller caller = context.Caller();
        DateTimeOffset now = clock.GetUtcNow();
        (EnrollmentTokenRow row, string text) = await writer.WriteAsync(
            async scope =>
            {
                EnrollmentToken token = await tokens.CreateAsync(scope, TimeSpan.FromSeconds(body.ExpiresInSeconds), body.Uses, body.Note ?? string.Empty);
                string id = Identity.EnrollmentTokens.IdOf(token);
                await scope.ExecuteAsync("UPDATE enrollment_tokens SET uses = uses_left, made_by = @Name WHERE id = @id", new { caller.Name, id });
                EnrollmentTokenRow made = (await FindAsync(scope, id))!;
                await audit.WriteAsync(scope, caller, context.Action(), Subject(id), null, Json(made, now));
                return (made, token.Write());
            },
            context.RequestAborted);
        return new Answer<EnrollmentTokenCreated>(
            new EnrollmentTokenCreated(row.ToSummary(now), text),
            AdministrationJson.Default.EnrollmentTokenCreated,
            status: StatusCodes.Status201Created,
            location: AdministrationRoutes.EnrollmentToken(row.Id));
    }

    private static Task<IResult> RevokeAsync(HttpContext context, string id, GroupCommit writer, AuditLog audit, TimeProvider clock)
    {
        Caller caller = context.Caller();
        DateTimeOffset now = clock.GetUtcNow();
        return writer.WriteAsync<IResult>(
            async scope =>
            {
                if (await FindAsync(scope, id) is not { } row)
                {
                    return NotFound();
                }

                if (!Tell(row, now).Tag.Permits(context.Request))
                {
                    return Problem.Changed("the enrolment token");
                }

                if (row.RevokedAt is not null)
                {
                    return new Problem(ProblemKind.Conflict, "the enrolment token is revoked already; nothing is to be done");
                }

                await EnrollmentTokenStore.RevokeAsync(scope, id, now);
                await audit.WriteAsync(scope, caller, context.Action(), Subject(id), Json(row, now), null);
                return TypedResults.NoContent();
            },
            context.RequestAborted);
    }

    private static Task<EnrollmentTokenRow?> FindAsync(WriteScope scope, string id) =>
        scope.FirstAsync<EnrollmentTokenRow>($"{EnrollmentTokenRow.Select} WHERE id = @id", new { id });

    // How often it was used is no decision.
    private static Answer<EnrollmentTokenSummary> Tell(EnrollmentTokenRow row, DateTimeOffset now) =>
        new(row.ToSummary(now), AdministrationJson.Default.EnrollmentTokenSummary, decided: row.RevokedAt is null ? "usable" : "revoked");

    private static string Subject(string id) => $"enrollment-token/{id}";

    private static string Json(EnrollmentTokenRow row, DateTimeOffset now) =>
        JsonSerializer.Serialize(row.ToSummary(now), AdministrationJson.Default.EnrollmentTokenSummary);

    private static Problem NotFound() => Problem.NotFound("enrolment token with this id", AdministrationRoutes.EnrollmentTokens);
}
