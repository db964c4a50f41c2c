using System.Net;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Tests.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Tests.Administration;

public sealed class RoleTests
{
    [Theory, OnEveryDatabase]
    public async Task Every_route_lets_in_its_role_and_those_above_and_nobody_else(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        foreach (RouteAccess access in AccessTable.Routes)
        {
            foreach (ApiRole role in Enum.GetValues<ApiRole>())
            {
                using HttpRequestMessage request = await RouteCall.ForAsync(access.Route, server);
                using HttpResponseMessage response = await server.Client(role).SendAsync(request);
                if (role < access.Role)
                {
                    string detail = await Problems.ExpectAsync(response, HttpStatusCode.Forbidden, "forbidden");
                    Assert.Contains(access.Role.Value.ToString(), detail, StringComparison.OrdinalIgnoreCase);
                }
                else
                {
                    // No endpoint has a session in these tests, which is the only way in which a permitted call fails.
                    Assert.True(
                        response.IsSuccessStatusCode || (int)response.StatusCode == StatusCodes.Status503ServiceUnavailable,
                        $"{access.Route} as {role}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
                }
            }

            using HttpRequestMessage anonymous = await RouteCall.ForAsync(access.Route, server);
            using HttpResponseMessage refused = await server.Nobody.SendAsync(anonymous);
            if (access.Role is null)
            {
                Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
            }
            else
            {
                Assert.Contains("api-token create", await Problems.ExpectAsync(refused, HttpStatusCode.Unauthorized, "unauthenticated"), StringComparison.Ordinal);
                Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);
            }
        }
    }

    [Theory, OnEveryDatabase]
    public async Task The_table_and_the_routes_are_the_same(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        string[] mapped =
        [
            .. from endpoint in server.Test.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
               where endpoint.RoutePattern.RawText!.StartsWith(AdministrationRoutes.Root, StringComparison.Ordinal)
               select endpoint.Metadata.GetRequiredMetadata<RouteAccess>().Route,
        ];

        Assert.Equal(AccessTable.Routes.Select(access => access.Route).Order(StringComparer.Ordinal), mapped.Order(StringComparer.Ordinal));
    }

    [Theory, OnEveryDatabase]
    public async Task Tokens_that_are_cut_changed_expired_or_revoked_do_not_work(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        string secret = await server.SecretAsync(ApiRole.Viewer, "erin", TimeSpan.FromMinutes(5));
        foreach (string wrong in (string[])[secret[..^1], secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A'), secret.ToUpperInvariant(), "x", new string('a', 5000)])
        {
            using HttpClient other = server.With(wrong);
            await Problems.ExpectAsync(await other.GetAsync(AdministrationRoutes.Overview), HttpStatusCode.Unauthorized, "unauthenticated");
        }

        using HttpClient client = server.With(secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(AdministrationRoutes.Overview)).StatusCode);
        server.Test.Clock.Advance(TimeSpan.FromMinutes(5));
        await Problems.ExpectAsync(await client.GetAsync(AdministrationRoutes.Overview), HttpStatusCode.Unauthorized, "unauthenticated");

        using HttpRequestMessage get = await RouteCall.ForAsync("getApiToken", server);
        string revoked = await server.SecretAsync(ApiRole.Viewer, "frank");
        using HttpClient second = server.With(revoked);
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(AdministrationRoutes.Overview)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await server.Administrator.DeleteAsync(AdministrationRoutes.ApiToken(revoked[4..20]))).StatusCode);
        await Problems.ExpectAsync(await second.GetAsync(AdministrationRoutes.Overview), HttpStatusCode.Unauthorized, "unauthenticated");
        await Problems.ExpectAsync(
            await server.Administrator.DeleteAsync(AdministrationRoutes.ApiToken(revoked[4..20])), HttpStatusCode.Conflict, "conflict");
    }

    [Theory, OnEveryDatabase]
    public async Task The_first_administrators_token_lies_in_the_data_folder_for_its_user_alone_and_survives_a_restart(DatabaseKind kind)
    {
        await using TestServer test = await TestServer.StartAsync(kind);
        string file = Path.Combine(test.Folder, "admin.token");
        string secret = (await File.ReadAllTextAsync(file)).Trim();
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        await test.Server.StopAsync(CancellationToken.None);
        await test.StartAgainAsync();
        Assert.Equal(secret, (await File.ReadAllTextAsync(file)).Trim());
        using HttpClient client = test.Client();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(AdministrationRoutes.ApiTokens)).StatusCode);

        await test.Server.StopAsync(CancellationToken.None);
        File.Delete(file);
        await test.StartAgainAsync();
        Assert.NotEqual(secret, (await File.ReadAllTextAsync(file)).Trim());
    }
}
