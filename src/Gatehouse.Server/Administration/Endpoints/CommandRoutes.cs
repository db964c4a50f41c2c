using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>What administrators ask of connected endpoints. The answer 202 says that it was sent, not that it was done.</summary>
internal sealed class CommandRoutes(EndpointDetails details, GroupCommit writer, AuditLog audit, IEndpointCommands commands)
{
    private const int MaxMessage = 1_000;

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/endpoints/{id:guid}/recheck", (HttpContext context, Guid id, CommandRoutes self) => self.SendAsync(context, id, EndpointCommand.Recheck, null))
            .WithName("recheckEndpoint").WithSummary("Asks an endpoint to run the security check again now")
            .Produces(StatusCodes.Status202Accepted);
        routes.MapPost("/endpoints/{id:guid}/message", (HttpContext context, Guid id, CommandRoutes self) => self.MessageAsync(context, id))
            .WithName("messageEndpoint").WithSummary("Shows a message to the user of an endpoint")
            .Accepts<EndpointMessage>("application/json").Produces(StatusCodes.Status202Accepted);
        routes.MapPost("/endpoints/{id:guid}/log-off", (HttpContext context, Guid id, CommandRoutes self) => self.LogOffAsync(context, id))
            .WithName("logOffEndpoint").WithSummary("Logs an endpoint off; it may come back with a new check")
            .Accepts<EndpointDecision>(isOptional: true, "application/json").Produces(StatusCodes.Status202Accepted);
    }

    private async Task<IResult> MessageAsync(HttpContext context, Guid id)
    {
        (EndpointMessage? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.EndpointMessage);
        if (body is null)
        {
            return problem!;
        }

        Validation validation = new();
        validation.Text("text", body.Text, 1, MaxMessage);
        return validation.Problem ?? await SendAsync(context, id, EndpointCommand.Message, body.Text.Trim());
    }

    private async Task<IResult> LogOffAsync(HttpContext context, Guid id)
    {
        (EndpointDecision? body, Problem? problem) = await RequestBody.ReadOptionalAsync(
            context, AdministrationJson.Default.EndpointDecision, new EndpointDecision());
        Validation validation = new();
        validation.Text("reason", body?.Reason, 0, Validation.MaxNote);
        return problem ?? validation.Problem ?? await SendAsync(context, id, EndpointCommand.LogOff, body!.Reason);
    }

    private async Task<IResult> SendAsync(HttpContext context, Guid id, EndpointCommand command, string? text)
    {
        if (await details.FindAsync(id, context.RequestAborted) is not { } row)
        {
            return EndpointRoutes.NotFound();
        }

        if (!(await details.TellAsync(row, context.RequestAborted)).Tag.Permits(context.Request))
        {
            return Problem.Changed("the endpoint");
        }

        // Written down whether it was sent or not: somebody asked for it.
        bool sent = await commands.PushAsync(id, command, text, context.RequestAborted);
        Caller caller = context.Caller();
        string after = new CommandAudit(row.HostName, text, sent).ToJson();
        await writer.WriteAsync(scope => audit.WriteAsync(scope, caller, context.Action(), $"endpoint/{id}", null, after), context.RequestAborted);
        return sent
            ? TypedResults.Accepted((string?)null)
            : new Problem(ProblemKind.NotConnected, command == EndpointCommand.Message
                ? "the endpoint is not connected, so the message did not reach it; send it again when `gatehouse endpoint list` shows it online"
                : "the endpoint is not connected; it is checked anyway when it comes back");
    }
}
