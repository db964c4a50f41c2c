using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>What administrators decide about endpoints: who may use its identity, and which policy it is under.</summary>
internal sealed class DecisionRoutes(
    EndpointDetails details, GroupCommit writer, AuditLog audit, PolicyCatalog policies, IEndpointCommands commands, TimeProvider clock)
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        MapDecision(routes, "approveEndpoint", "Lets a held endpoint in", new("approve", "approved", EndpointState.Active, [EndpointState.Held]));
        MapDecision(routes, "rejectEndpoint", "Keeps a held endpoint out for good", new("reject", "rejected", EndpointState.Revoked, [EndpointState.Held]));
        MapDecision(
            routes,
            "revokeEndpoint",
            "Takes an endpoint's identity away for good",
            new("revoke", "revoked", EndpointState.Revoked, [EndpointState.Held, EndpointState.Active]));
        routes.MapPut("/endpoints/{id:guid}/policy", (HttpContext context, Guid id, DecisionRoutes self) => self.MoveAsync(context, id))
            .WithName("moveEndpoint").WithSummary("Puts an endpoint under another policy")
            .Accepts<EndpointMove>("application/json").Produces<EndpointDetail>();
    }

    private static void MapDecision(IEndpointRouteBuilder routes, string name, string summary, Decision decision) =>
        routes.MapPost($"/endpoints/{{id:guid}}/{decision.Verb}", (HttpContext context, Guid id, DecisionRoutes self) => self.DecideAsync(context, id, decision))
            .WithName(name).WithSummary(summary)
            .Accepts<EndpointDecision>(isOptional: true, "application/json").Produces<EndpointDetail>();

    private async Task<IResult> DecideAsync(HttpContext context, Guid id, Decision decision)
    {
        (EndpointDecision? body, Problem? problem) = await RequestBody.ReadOptionalAsync(
            context, AdministrationJson.Default.EndpointDecision, new EndpointDecision());
        Validation validation = new();
        validation.Text("reason", body?.Reason, 0, Validation.MaxNote);
        if ((problem ?? validation.Problem) is { } invalid)
        {
            return invalid;
        }

        bool ends = decision.To == EndpointState.Revoked;
        string? reason = ends ? body!.Reason ?? $"{decision.Done} by {context.Caller().Name}" : null;
        DateTimeOffset now = clock.GetUtcNow();
        IResult result = await ChangeAsync(context, id, async (scope, row) =>
        {
            if (!decision.From.Contains(row.State))
            {
                return new Problem(
                    ProblemKind.Conflict,
                    $"the endpoint is {Words.Of(row.State)}; only one that is {string.Join(" or ", decision.From.Select(Words.Of))} can be {decision.Done}");
            }

            await EndpointStore.SetStateAsync(scope, id, decision.To, reason, now);
            if (ends)
            {
                await EndpointStore.SetDesiredAccessAsync(scope, id, Access.Off, now);
            }

            return null;
        });
        if (ends && result is not Problem)
        {
            await commands.PushAsync(id, EndpointCommand.LogOff, reason, CancellationToken.None);
        }

        return result;
    }

    private async Task<IResult> MoveAsync(HttpContext context, Guid id)
    {
        (EndpointMove? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.EndpointMove);
        if (body is null)
        {
            return problem!;
        }

        IResult result = await ChangeAsync(context, id, async (scope, row) =>
        {
            PolicyRow? policy = await PolicyStore.FindAsync(scope, body.Policy);
            if (policy is null)
            {
                return new Problem(ProblemKind.Conflict, $"there is no policy of this name; GET {AdministrationRoutes.Policies} lists them");
            }

            if (policy.ActiveVersion is null)
            {
                return new Problem(ProblemKind.Conflict, $"no version of the policy '{policy.Name}' is active; activate one first");
            }

            await PolicyStore.AssignAsync(scope, row.Id, policy.Name);
            return null;
        });
        if (result is not Problem)
        {
            // Durable now, whether the client still waits or not: readers must see it.
            await policies.AssignAsync(id, body.Policy, CancellationToken.None);
            await commands.PushAsync(id, EndpointCommand.Recheck, null, CancellationToken.None);
        }

        return result;
    }

    /// <summary>Changes an endpoint as the caller may and the conditions of the request allow, and writes down that it was changed.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The endpoint.</param>
    /// <param name="change">The change, in a transaction; gives what prevents it.</param>
    private async Task<IResult> ChangeAsync(HttpContext context, Guid id, Func<WriteScope, EndpointRow, Task<Problem?>> change)
    {
        Caller caller = context.Caller();
        (EndpointRow? after, Problem? problem) = await writer.WriteAsync<(EndpointRow?, Problem?)>(
            async scope =>
            {
                if (await EndpointDetails.FindAsync(scope, id) is not { } before)
                {
                    return (null, EndpointRoutes.NotFound());
                }

                if (!Conditions.EntityTag.Of([], before.Decided).Permits(context.Request))
                {
                    return (null, Problem.Changed("the endpoint"));
                }

                if (await change(scope, before) is { } refused)
                {
                    return (null, refused);
                }

                EndpointRow row = (await EndpointDetails.FindAsync(scope, id))!;
                await audit.WriteAsync(
                    scope, caller, context.Action(), $"endpoint/{id}", EndpointAudit.Of(before).ToJson(), EndpointAudit.Of(row).ToJson());
                return (row, null);
            },
            context.RequestAborted);
        return after is null ? problem! : await details.TellAsync(after, context.RequestAborted);
    }
}
