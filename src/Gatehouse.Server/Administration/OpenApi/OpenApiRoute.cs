using Gatehouse.Contracts.Administration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Gatehouse.Server.Administration.OpenApi;

/// <summary>The OpenAPI document of the administration.</summary>
internal static class OpenApiRoute
{
    /// <summary>Name of the document.</summary>
    public const string Document = "administration";

    /// <summary>Adds what makes the document.</summary>
    public static IServiceCollection AddAdministrationDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, AdministrationJson.Default));
        return services.AddOpenApi(Document, options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = description => description.RelativePath?.StartsWith(AdministrationRoutes.Root[1..], StringComparison.Ordinal) == true;
            options.AddDocumentTransformer<DocumentTransformer>();
            options.AddOperationTransformer<OperationTransformer>();
        });
    }

    /// <summary>Maps it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/openapi.json", (Delegate)WriteAsync)
        .WithName("getOpenApi").WithSummary("This document")
        .Produces(StatusCodes.Status200OK, contentType: "application/json");

    private static async Task<IResult> WriteAsync(HttpContext context)
    {
        IOpenApiDocumentProvider provider = context.RequestServices.GetRequiredKeyedService<IOpenApiDocumentProvider>(Document);
        OpenApiDocument document = await provider.GetOpenApiDocumentAsync(context.RequestAborted);
        string json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, context.RequestAborted);
        return TypedResults.Text(json, "application/json");
    }
}
