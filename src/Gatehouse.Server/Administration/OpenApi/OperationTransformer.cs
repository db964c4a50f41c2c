using System.Text.Json.Nodes;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.Paging;
using Gatehouse.Server.Administration.Roles;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Gatehouse.Server.Administration.OpenApi;

/// <summary>Says of an operation what the table of access and the parameters of its query say.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    private const string AnyOther = "default";

    /// <inheritdoc/>
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
        RouteAccess access = metadata.OfType<RouteAccess>().Single();
        if (access.Role is { } role)
        {
            operation.Description = $"Needs the role {role.ToString().ToLowerInvariant()}."
                + (access.Action is null ? string.Empty : $" The audit log calls it {access.Action}.");
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(DocumentTransformer.Scheme, context.Document)] = [] }];
        }

        operation.Tags = new HashSet<OpenApiTagReference> { new(context.Description.RelativePath!.Split('/')[2], context.Document) };
        operation.Parameters ??= [];
        foreach (QueryParameter parameter in metadata.OfType<QueryParameters>().SelectMany(parameters => parameters.All))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Description = parameter.Description,
                Schema = Schema(parameter),
            });
        }

        operation.Responses ??= [];
        operation.Responses[AnyOther] = new OpenApiResponse
        {
            Description = "A problem; its detail says what to do",
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [ProblemDocument.MediaType] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(nameof(ProblemDocument), context.Document) },
            },
        };
        return Task.CompletedTask;
    }

    private static OpenApiSchema Schema(QueryParameter parameter) => new()
    {
        Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
        Format = parameter.IsTime ? "date-time" : null,
        Enum = parameter.Choices is { } choices ? [.. choices.Select(choice => (JsonNode)choice)] : [],
    };
}
