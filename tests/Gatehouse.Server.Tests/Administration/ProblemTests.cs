using System.Net;
using System.Text;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Administration;

public sealed class ProblemTests
{
    [Theory, OnEveryDatabase]
    public async Task A_request_without_a_body_that_fails_is_told_why(DatabaseKind database)
    {
        (string Method, string Path, int Status, string Kind)[] cases =
        [
            ("GET", "/api/v1/nothing", 404, "not-found"),
            ("GET", "/api/v1", 404, "not-found"),
            ("GET", "/api/v1/endpoints/pc-1", 404, "not-found"),
            ("GET", "/api/v1/endpoints/0f8fad5b-d9cb-469f-a165-70867728950e", 404, "not-found"),
            ("POST", "/api/v1/endpoints/0f8fad5b-d9cb-469f-a165-70867728950e/recheck", 404, "not-found"),
            ("GET", "/api/v1/policies/none", 404, "not-found"),
            ("GET", "/api/v1/policies/none/versions", 404, "not-found"),
            ("GET", "/api/v1/policies/default/versions/999", 404, "not-found"),
            ("GET", "/api/v1/users/none", 404, "not-found"),
            ("DELETE", "/api/v1/users/none", 404, "not-found"),
            ("DELETE", "/api/v1/api-tokens/none", 404, "not-found"),
            ("DELETE", "/api/v1/enrollment-tokens/none", 404, "not-found"),
            ("DELETE", "/api/v1/endpoints", 405, "method-not-allowed"),
            ("PUT", "/api/v1/overview", 405, "method-not-allowed"),
            ("GET", "/api/v1/endpoints?limit=0", 400, "invalid-request"),
            ("GET", "/api/v1/endpoints?limit=x", 400, "invalid-request"),
            ("GET", "/api/v1/endpoints?state=gone", 400, "invalid-request"),
            ("GET", "/api/v1/endpoints?colour=red", 400, "invalid-request"),
            ("GET", "/api/v1/endpoints?text=a&text=b", 400, "invalid-request"),
            ("GET", "/api/v1/endpoints?cursor=!!", 400, "invalid-request"),
            ("GET", "/api/v1/audit?cursor=eA", 400, "invalid-request"),
            ("GET", "/api/v1/api-tokens?cursor=OTk5OTk5OTk5OTk5OTk5OTk5CmE", 400, "invalid-request"),
            ("GET", "/api/v1/audit?since=yesterday", 400, "invalid-request"),
        ];
        await using AdministrationServer server = await AdministrationServer.StartAsync(database);
        foreach ((string method, string path, int status, string kind) in cases)
        {
            using HttpRequestMessage request = new(new HttpMethod(method), path);
            await Problems.ExpectAsync(await server.Administrator.SendAsync(request), (HttpStatusCode)status, kind);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_body_that_fails_is_told_why(DatabaseKind database)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(database);
        (string Body, string Type, int Status, string Kind, string Words)[] cases =
        [
            ("{\"name\":\"a\",\"role\":\"viewer\",\"expiresInSeconds\":3600}", "text/plain", 415, "unsupported-media-type", "application/json"),
            ("", "application/json", 400, "invalid-request", "empty"),
            ("null", "application/json", 400, "invalid-request", "null"),
            ("{", "application/json", 400, "invalid-request", "line 1"),
            ("{\"name\":\"a\",\"role\":\"viewer\"}", "application/json", 400, "invalid-request", "expiresInSeconds missing"),
            ("{\"name\":\"a\",\"role\":\"viewer\",\"expiresInSeconds\":3600,\"colour\":1}", "application/json", 400, "invalid-request", "colour"),
            ("{\"name\":null,\"role\":\"viewer\",\"expiresInSeconds\":3600}", "application/json", 400, "invalid-request", "body"),
            ("{\"name\":\"a\",\"role\":\"king\",\"expiresInSeconds\":3600}", "application/json", 400, "invalid-request", "line 1"),
            ("{\"name\":\"a\",\"role\":9,\"expiresInSeconds\":3600}", "application/json", 400, "invalid-request", "role"),
            ("{\"name\":\"\",\"role\":\"viewer\",\"expiresInSeconds\":1}", "application/json", 400, "invalid-request", "name"),
            ($"{{\"name\":\"{new string('a', 1 << 20)}\",\"role\":\"viewer\",\"expiresInSeconds\":1}}", "application/json", 413, "too-large", "octets"),
            (new string('[', 100_000), "application/json", 400, "invalid-request", "line 1"),
        ];
        foreach ((string body, string type, int status, string kind, string words) in cases)
        {
            using StringContent content = new(body, Encoding.UTF8, type);
            string detail = await Problems.ExpectAsync(await server.Administrator.PostAsync(AdministrationRoutes.ApiTokens, content), (HttpStatusCode)status, kind);
            Assert.Contains(words, detail, StringComparison.Ordinal);
            Assert.DoesNotContain("Gatehouse.", detail, StringComparison.Ordinal);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task An_endpoint_without_a_session_is_said_to_be_not_connected(DatabaseKind database)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(database);
        Guid id = await server.EndpointAsync("pc-1");

        await Problems.ExpectAsync(
            await server.Operator.PostAsync(AdministrationRoutes.Endpoint(id, "recheck"), null), HttpStatusCode.ServiceUnavailable, "not-connected");
    }
}
