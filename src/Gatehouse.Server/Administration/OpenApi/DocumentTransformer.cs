using System.Reflection;
using Gatehouse.Contracts.Administration;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gatehouse.Server.Administration.OpenApi;

/// <summary>Says what the whole interface has in common: how to sign in, and what a problem is.</summary>
internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
{
    /// <summary>Name of the way to sign in.</summary>
    public const string Scheme = "apiToken";

    /// <inheritdoc/>
    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Gatehouse administration",
            Version = typeof(DocumentTransformer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0],
            Description = "What administrators ask of a Gatehouse server. Failures are problems (RFC 9457) whose detail says what to do; "
                + "answers have an ETag for If-None-Match, and changes take it as If-Match.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal)
        {
            [Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API token; `gatehouse api-token create` makes one",
            },
        };
        document.AddComponent(
            nameof(ProblemDocument), await context.GetOrCreateSchemaAsync(typeof(ProblemDocument), cancellationToken: cancellationToken));
    }
}
