using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>Endpoints, to read.</summary>
internal static class EndpointRoutes
{
    private static readonly QueryParameters Parameters = QueryParameters.OfList(
        new QueryParameter("state", "Only endpoints in this state", Words.States),
        new QueryParameter("verdict", "Only endpoints whose last verdict is this", Words.Verdicts),
        new QueryParameter("policy", "Only endpoints under this policy"),
        new QueryParameter("text", "Only endpoints with this in host name, id, hardware id or address"));

    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints", ListAsync)
            .WithName("listEndpoints").WithSummary("Endpoints by host name").WithMetadata(Parameters)
            .Produces<Page<EndpointSummary>>();
        routes.MapGet("/endpoints/{id:guid}", GetAsync)
            .WithName("getEndpoint").WithSummary("All that is known of one endpoint")
            .Produces<EndpointDetail>();
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        Query query = new(context);
        string? state = query.Text("state");
        string? verdict = query.Text("verdict");
        string? policy = query.Text("policy");
        string? text = query.Text("text");
        int limit = query.Limit();
        IReadOnlyList<string>? after = query.After(2);
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<EndpointRow> rows = await database.QueryAsync<EndpointRow>(
            $"""
            {EndpointRow.Select}
            WHERE (e.host_name, e.id) > (@HostName, @Id)
              AND (@State IS NULL OR e.state = @State)
              AND (@Verdict IS NULL OR e.last_verdict = @Verdict)
              AND (@policy IS NULL OR COALESCE(a.policy, '{EndpointRow.DefaultPolicy}') = @policy)
              AND (@Text IS NULL OR LOWER(e.host_name) LIKE @Text ESCAPE '\' OR e.id LIKE @Text ESCAPE '\' OR e.last_address LIKE @Text ESCAPE '\'
                OR EXISTS (SELECT 1 FROM endpoint_hardware h WHERE h.endpoint_id = e.id AND LOWER(h.hardware_id) LIKE @Text ESCAPE '\'))
            ORDER BY e.host_name, e.id LIMIT @Rows
            """,
            new
            {
                HostName = after?[0] ?? string.Empty,
                Id = after?[1] ?? string.Empty,
                State = Words.State(state),
                Verdict = Words.Verdict(verdict),
                policy,
                Text = SqlPattern.Containing(text),
                Rows = limit + 1,
            },
            context.RequestAborted);
        return new Answer<Page<EndpointSummary>>(
            Pages.Of(rows, limit, row => row.ToSummary(), row => [row.HostName, row.Id.ToString()]), AdministrationJson.Default.EndpointPage);
    }

    private static async Task<IResult> GetAsync(HttpContext context, Guid id, EndpointDetails details) =>
        await details.FindAsync(id, context.RequestAborted) is { } row
            ? await details.TellAsync(row, context.RequestAborted)
            : NotFound();

    /// <summary>There is no such endpoint.</summary>
    public static Problem NotFound() => Problem.NotFound("endpoint with this id", AdministrationRoutes.Endpoints);
}
