using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Audit;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Audit;

/// <summary>The audit log, to read; nothing changes or removes an entry.</summary>
internal static class AuditRoutes
{
    private static readonly QueryParameters Parameters = QueryParameters.OfList(
        new QueryParameter("actor", "Only what this holder of a token did"),
        new QueryParameter("action", "Only this action, or with a dot at the end all that begin so: endpoint.approve, policy."),
        new QueryParameter("subject", "Only what was done to this: endpoint/3f2c…, policy/default; or to its beginning"),
        new QueryParameter("since", "Only entries from this time on", IsTime: true),
        new QueryParameter("until", "Only entries before this time", IsTime: true));

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/audit", ListAsync)
        .WithName("listAudit").WithSummary("Who changed what, newest first").WithMetadata(Parameters)
        .Produces<Page<AuditEntry>>();

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        Query query = new(context);
        string? actor = query.Text("actor");
        string? action = query.Text("action");
        string? subject = query.Text("subject");
        DateTimeOffset? since = query.Time("since");
        DateTimeOffset? until = query.Time("until");
        int limit = query.Limit();
        long? after = query.AfterNumber();
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<AuditRow> rows = await database.QueryAsync<AuditRow>(
            """
            SELECT id, at, actor, actor_id, address, action, subject, before, after FROM audit
            WHERE id < @After AND at >= @Since AND at < @Until
              AND (@actor IS NULL OR actor = @actor)
              AND (@Action IS NULL OR action LIKE @Action ESCAPE '\')
              AND (@Subject IS NULL OR subject LIKE @Subject ESCAPE '\')
            ORDER BY id DESC LIMIT @Rows
            """,
            new
            {
                After = after ?? long.MaxValue,
                Since = since?.ToUnixTimeMilliseconds() ?? 0,
                Until = until?.ToUnixTimeMilliseconds() ?? long.MaxValue,
                actor,
                Action = action is null ? null : SqlPattern.Escape(action) + (action.EndsWith('.') ? "%" : string.Empty),
                Subject = subject is null ? null : SqlPattern.Escape(subject) + "%",
                Rows = limit + 1,
            },
            context.RequestAborted);
        return new Answer<Page<AuditEntry>>(
            Pages.Of(rows, limit, row => row.ToEntry(), row => [row.Id.ToString()]), AdministrationJson.Default.AuditPage);
    }
}
