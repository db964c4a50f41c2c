using System.Net.Http.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Catalogues;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Contracts.Administration.Users;
using Gatehouse.Posture.Files;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Administration;

/// <summary>A request that uses a route as it is meant to be used, on something made for it.</summary>
internal static class RouteCall
{
    public static async Task<HttpRequestMessage> ForAsync(string route, AdministrationServer server)
    {
        Task<Guid> Held() => server.EndpointAsync("held", EndpointState.Held);
        Task<Guid> Active() => server.EndpointAsync("active");
        string name = $"p-{Guid.NewGuid():n}";
        return route switch
        {
            "getOverview" => Get(AdministrationRoutes.Overview),
            "listEndpoints" => Get(AdministrationRoutes.Endpoints),
            "getEndpoint" => Get(AdministrationRoutes.Endpoint(await Active())),
            "approveEndpoint" => Post(AdministrationRoutes.Endpoint(await Held(), "approve")),
            "rejectEndpoint" => Post(AdministrationRoutes.Endpoint(await Held(), "reject")),
            "revokeEndpoint" => Post(AdministrationRoutes.Endpoint(await Active(), "revoke")),
            "recheckEndpoint" => Post(AdministrationRoutes.Endpoint(await Active(), "recheck")),
            "messageEndpoint" => With(HttpMethod.Post, AdministrationRoutes.Endpoint(await Active(), "message"), new EndpointMessage("hello")),
            "logOffEndpoint" => Post(AdministrationRoutes.Endpoint(await Active(), "log-off")),
            "moveEndpoint" => With(HttpMethod.Put, AdministrationRoutes.EndpointPolicy(await Active()), new EndpointMove("default")),
            "listPolicies" => Get(AdministrationRoutes.Policies),
            "getPolicy" => Get(AdministrationRoutes.Policy("default")),
            "listPolicyVersions" => Get(AdministrationRoutes.PolicyVersions("default")),
            "getPolicyVersion" => Get(AdministrationRoutes.PolicyVersion("default", 1)),
            "uploadPolicy" => With(HttpMethod.Post, AdministrationRoutes.PolicyVersions(name), new PolicyUpload($"name: {name}\n")),
            "activatePolicy" => With(HttpMethod.Put, AdministrationRoutes.ActivePolicy("default"), new PolicyActivation(await OtherVersionAsync(server))),
            "tryPolicy" => With(HttpMethod.Post, AdministrationRoutes.PolicyTrial("default"), new PolicyTrial(PolicyFile.DefaultText)),
            "getCatalog" => Get(await CatalogueAsync(server, AdministrationRoutes.Catalogue)),
            "listCatalogVersions" => Get(AdministrationRoutes.CatalogueVersions),
            "getCatalogVersion" => Get(await CatalogueAsync(server, AdministrationRoutes.CatalogueVersion(1))),
            "uploadCatalog" => With(HttpMethod.Post, AdministrationRoutes.CatalogueVersions, new CatalogueUpload($"name: {name}\npatches: [{{ id: KB1, severity: low }}]\n")),
            "listEnrollmentTokens" => Get(AdministrationRoutes.EnrollmentTokens),
            "getEnrollmentToken" => Get(AdministrationRoutes.EnrollmentToken(await EnrollmentTokenAsync(server))),
            "createEnrollmentToken" => With(HttpMethod.Post, AdministrationRoutes.EnrollmentTokens, new EnrollmentTokenRequest(3600)),
            "revokeEnrollmentToken" => new HttpRequestMessage(HttpMethod.Delete, AdministrationRoutes.EnrollmentToken(await EnrollmentTokenAsync(server))),
            "listApiTokens" => Get(AdministrationRoutes.ApiTokens),
            "getApiToken" => Get(AdministrationRoutes.ApiToken(await ApiTokenAsync(server))),
            "createApiToken" => With(HttpMethod.Post, AdministrationRoutes.ApiTokens, new ApiTokenRequest("carol", ApiRole.Viewer, 3600)),
            "revokeApiToken" => new HttpRequestMessage(HttpMethod.Delete, AdministrationRoutes.ApiToken(await ApiTokenAsync(server))),
            "listAudit" => Get(AdministrationRoutes.Audit),
            "listUsers" => Get(AdministrationRoutes.Users),
            "getUser" => Get(AdministrationRoutes.User(await UserAsync(server))),
            "setUser" => With(HttpMethod.Put, AdministrationRoutes.User(name), new UserPassword("correct horse")),
            "removeUser" => new HttpRequestMessage(HttpMethod.Delete, AdministrationRoutes.User(await UserAsync(server))),
            "getOpenApi" => Get(AdministrationRoutes.OpenApi),
            _ => throw new ArgumentException($"no call is known for the route '{route}'", nameof(route)),
        };
    }

    private static HttpRequestMessage Get(string path) => new(HttpMethod.Get, path);

    private static HttpRequestMessage Post(string path) => new(HttpMethod.Post, path);

    private static HttpRequestMessage With<T>(HttpMethod method, string path, T body) => new(method, path)
    {
        Content = JsonContent.Create(body, AdministrationJson.Default.GetTypeInfo(typeof(T))!),
    };

    private static async Task<long> OtherVersionAsync(AdministrationServer server)
    {
        PolicyUpload upload = new(PolicyFile.DefaultText + $"\n# {Guid.NewGuid()}\n");
        HttpResponseMessage response = await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.PolicyVersions("default"), upload, AdministrationJson.Default.PolicyUpload);
        return (await AdministrationServer.ReadAsync(response, AdministrationJson.Default.PolicyVersion)).Version;
    }

    private static async Task<string> CatalogueAsync(AdministrationServer server, string route)
    {
        CatalogueUpload upload = new("name: made-for-a-test\npatches: [{ id: KB1, severity: low }]\n");
        (await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.CatalogueVersions, upload, AdministrationJson.Default.CatalogueUpload)).EnsureSuccessStatusCode();
        return route;
    }

    private static async Task<string> EnrollmentTokenAsync(AdministrationServer server)
    {
        HttpResponseMessage response = await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.EnrollmentTokens, new EnrollmentTokenRequest(3600), AdministrationJson.Default.EnrollmentTokenRequest);
        return (await AdministrationServer.ReadAsync(response, AdministrationJson.Default.EnrollmentTokenCreated)).Token.Id;
    }

    private static async Task<string> ApiTokenAsync(AdministrationServer server)
    {
        HttpResponseMessage response = await AdministrationServer.PostAsync(
            server.Administrator, AdministrationRoutes.ApiTokens, new ApiTokenRequest("dave", ApiRole.Viewer, 3600), AdministrationJson.Default.ApiTokenRequest);
        return (await AdministrationServer.ReadAsync(response, AdministrationJson.Default.ApiTokenCreated)).Token.Id;
    }

    private static async Task<string> UserAsync(AdministrationServer server)
    {
        string name = $"u-{Guid.NewGuid():n}";
        (await AdministrationServer.PutAsync(
            server.Administrator, AdministrationRoutes.User(name), new UserPassword("correct horse"), AdministrationJson.Default.UserPassword)).EnsureSuccessStatusCode();
        return name;
    }
}
