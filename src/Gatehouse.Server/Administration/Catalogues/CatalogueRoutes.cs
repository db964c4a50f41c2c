using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Catalogues;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Problems;
using Gatehouse.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Administration.Catalogues;

/// <summary>The catalogue of patches and its versions.</summary>
internal static class CatalogueRoutes
{
    /// <summary>Maps them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/catalog", GetAsync)
            .WithName("getCatalog").WithSummary("The catalogue of patches that holds, with its text")
            .Produces<CatalogueVersion>();
        routes.MapGet("/catalog/versions", ListAsync)
            .WithName("listCatalogVersions").WithSummary("Versions of the catalogue, newest first; the newest holds").WithMetadata(QueryParameters.OfList())
            .Produces<Page<CatalogueVersion>>();
        routes.MapGet("/catalog/versions/{version:long}", GetVersionAsync)
            .WithName("getCatalogVersion").WithSummary("One version of the catalogue with its text")
            .Produces<CatalogueVersion>();
        routes.MapPost("/catalog/versions", UploadAsync)
            .WithName("uploadCatalog").WithSummary("A new version of the catalogue, which holds at once; the same text as the newest version makes none")
            .Accepts<CatalogueUpload>("application/json").Produces<CatalogueVersion>().Produces<CatalogueVersion>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> GetAsync(HttpContext context, Database database)
    {
        CatalogueRow? row = await database.FirstAsync<CatalogueRow>(CatalogueRow.SelectNewest, null, context.RequestAborted);
        return row is null ? Problem.NotFound("catalogue", AdministrationRoutes.CatalogueVersions) : Tell(row, whole: true);
    }

    private static async Task<IResult> ListAsync(HttpContext context, Database database)
    {
        Query query = new(context);
        int limit = query.Limit();
        long? after = query.AfterNumber();
        if (query.Problem is { } problem)
        {
            return problem;
        }

        IReadOnlyList<CatalogueRow> rows = await database.QueryAsync<CatalogueRow>(
            CatalogueRow.Select + " WHERE v.version < @After ORDER BY v.version DESC LIMIT @Rows",
            new { After = after ?? long.MaxValue, Rows = limit + 1 },
            context.RequestAborted);
        return new Answer<Page<CatalogueVersion>>(
            Pages.Of(rows, limit, row => row.ToVersion(whole: false), row => [row.Version.ToString()]), AdministrationJson.Default.CataloguePage);
    }

    private static async Task<IResult> GetVersionAsync(HttpContext context, long version, Database database)
    {
        CatalogueRow? row = await database.FirstAsync<CatalogueRow>(CatalogueRow.Select + " WHERE v.version = @version", new { version }, context.RequestAborted);
        return row is null ? Problem.NotFound("version with this number of the catalogue", AdministrationRoutes.CatalogueVersions) : Tell(row, whole: true);
    }

    private static async Task<IResult> UploadAsync(HttpContext context, GroupCommit writer, CatalogueStore store, CatalogueInForce inForce)
    {
        (CatalogueUpload? body, Problem? problem) = await RequestBody.ReadAsync(context, AdministrationJson.Default.CatalogueUpload);
        if (body is null)
        {
            return problem!;
        }

        Validation validation = new();
        validation.Text("note", body.Note, 0, Validation.MaxNote);
        if (validation.Problem is { } invalid)
        {
            return invalid;
        }

        (PatchCatalogue? catalogue, problem) = CatalogueText.Read(body.Text);
        if (catalogue is null)
        {
            return problem!;
        }

        Caller caller = context.Caller();
        (CatalogueRow row, bool isNew) = await writer.WriteAsync(
            scope => store.AddAsync(scope, caller, catalogue, body.Text, body.Note ?? string.Empty), context.RequestAborted);

        // Durable now, whether the client still waits or not: checks must see it.
        await inForce.ReloadAsync(CancellationToken.None);
        return new Answer<CatalogueVersion>(
            row.ToVersion(whole: false),
            AdministrationJson.Default.CatalogueVersion,
            status: isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            location: AdministrationRoutes.CatalogueVersion(row.Version));
    }

    private static Answer<CatalogueVersion> Tell(CatalogueRow row, bool whole) => new(row.ToVersion(whole), AdministrationJson.Default.CatalogueVersion);
}
