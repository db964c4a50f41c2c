using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Users;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Users;

/// <summary>Local accounts with which users sign in at endpoints. They administer nothing.</summary>
internal static class UserRoutes
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/users", ListAsync)
            .WithName("listUsers").WithSummary("Local accounts by name").WithMetadata(QueryParameters.OfList())
            .Produces<Page<UserSummary>>();
        routes.MapGet("/users/{name}", GetAsync)
            .WithName("getUser").WithSummary("One local account")
            .Produces<UserSummary>();
        routes.MapPut("/users/{name}", SetAsync)
            .WithName("setUser").WithSummary("Makes a local account, or changes its password and enables it")
            .Accepts<UserPassword>("application/json").Produces<UserSummary>().Produces<UserSummary>(StatusCodes.Status201Created);
        routes.MapDelete("/users/{name}", RemoveAsync)
            .WithName("removeUser").WithSummary("Disables a local account; its name stays for the audit log")
            .Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        Query query = new(context);
        int limit = query.Limit();
        IReadOnlyList<string>? after = query.After(1);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<UserRow> rows = await database.QueryAsync<UserRow>(
            UserRow.Select + " WHERE name > @After ORDER BY name LIMIT @Rows", new { After = after?[0] ?? string.Empty, Rows = limit + 1 }, context.RequestAborted);
        return new Answer<Page<UserSummary>>(Pages.Of(rows, limit, row => row.ToSummary(), row => [row.Name]), AdministrationJson.Default.UserPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, string name, Database database) =>
        await database.FirstAsync<UserRow>(UserRow.Select + " WHERE name = @Name", new { Name = name.ToLowerInvariant() }, context.RequestAborted) is { } row
            ? Tell(row)
            : NotFound();

    private static async Task<IResult> SetAsync(HttpContext context, string name, GroupCommit writer, AuditLog audit, TimeProvider clock)
    {
        (UserPassword? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.UserPassword);
        if (body is null)
        {
            return problem!;
        }

        if (UserAccounts.Problem(name, body.Password) is { } wrong)
        {
            return new Problem(ProblemKind.InvalidRequest, wrong);
        }

        Caller caller = context.Caller();
        string hash = PasswordHash.Create(body.Password);
        DateTimeOffset now = clock.GetUtcNow();
        return await writer.WriteAsync<IResult>(
            async scope =>
            {
                UserRow? before = await FindAsync(scope, name);
                if (before is null ? context.Request.Headers.IfMatch.Count > 0 : !Tell(before).Tag.Permits(context.Request) || context.Request.Headers.IfNoneMatch == "*")
                {
                    return Problem.Changed("the account");
                }

                await UserStore.UpsertAsync(scope, name, hash, now);
                UserRow after = (await FindAsync(scope, name))!;
                await audit.WriteAsync(scope, caller, context.Action(), Subject(after), before is null ? null : Json(before), Json(after));
                return Tell(after, before is null ? StatusCodes.Status201Created : StatusCodes.Status200OK);
            },
            context.RequestAborted);
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, string name, GroupCommit writer, AuditLog audit, TimeProvider clock)
    {
        Caller caller = context.Caller();
        DateTimeOffset now = clock.GetUtcNow();
        return await writer.WriteAsync<IResult>(
            async scope =>
            {
                if (await FindAsync(scope, name) is not { } before)
                {
                    return NotFound();
                }

                if (!Tell(before).Tag.Permits(context.Request))
                {
                    return Problem.Changed("the account");
                }

                if (before.DisabledAt is not null)
                {
                    return new Problem(ProblemKind.Conflict, "the account is disabled already; nothing is to be done");
                }

                await UserStore.DisableAsync(scope, name, now);
                await audit.WriteAsync(scope, caller, context.Action(), Subject(before), Json(before), Json((await FindAsync(scope, name))!));
                return TypedResults.NoContent();
            },
            context.RequestAborted);
    }

    private static Task<UserRow?> FindAsync(WriteScope scope, string name) =>
        scope.FirstAsync<UserRow>(UserRow.Select + " WHERE name = @Name", new { Name = name.ToLowerInvariant() });

    private static Answer<UserSummary> Tell(UserRow row, int status = StatusCodes.Status200OK) =>
        new(row.ToSummary(), AdministrationJson.Default.UserSummary, status: status, location: status == StatusCodes.Status201Created ? AdministrationRoutes.User(row.Name) : null);

    private static string Subject(UserRow row) => $"user/{row.Name}";

    private static string Json(UserRow row) => JsonSerializer.Serialize(row.ToSummary(), AdministrationJson.Default.UserSummary);

    private static Problem NotFound() => Problem.NotFound("account of this name", AdministrationRoutes.Users);
}
