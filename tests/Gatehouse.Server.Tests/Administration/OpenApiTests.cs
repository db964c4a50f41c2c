using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Tests.Common;

namespace Gatehouse.Server.Tests.Administration;

public sealed class OpenApiTests
{
    [Fact]
    public async Task Every_route_is_in_the_document_with_an_answer_a_problem_and_its_role()
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync();
        using JsonDocument document = JsonDocument.Parse(await server.Nobody.GetStringAsync(AdministrationRoutes.OpenApi));
        JsonElement[] operations =
        [
            .. document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(operation => operation.Value),
        ];

        Assert.Equal(
            AccessTable.Routes.Select(access => access.Route).Order(StringComparer.Ordinal),
            operations.Select(operation => operation.GetProperty("operationId").GetString()!).Order(StringComparer.Ordinal));
        Assert.All(operations, operation =>
        {
            RouteAccess access = AccessTable.Of(operation.GetProperty("operationId").GetString());
            Assert.NotEmpty(operation.GetProperty("summary").GetString()!);
            Assert.True(operation.GetProperty("responses").EnumerateObject().Count() >= 2);
            Assert.Equal(access.Role is not null, operation.TryGetProperty("security", out _));
            Assert.True(access.Role is null || operation.GetProperty("description").GetString()!.Contains(access.Role.Value.ToString(), StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public async Task The_copy_in_docs_is_the_document()
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync();
        string document = (await server.Nobody.GetStringAsync(AdministrationRoutes.OpenApi)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        string path = Checkout.PathTo("docs/openapi.json");
        if (Environment.GetEnvironmentVariable("GATEHOUSE_UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(path, document);
        }

        Assert.Equal(await File.ReadAllTextAsync(path), document);
    }
}
