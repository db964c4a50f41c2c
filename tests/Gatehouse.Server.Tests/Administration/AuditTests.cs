using System.Net;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Audit;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Tests.Storage;
using Microsoft.AspNetCore.Routing;

namespace Gatehouse.Server.Tests.Administration;

public sealed class AuditTests
{
    [Theory, OnEveryDatabase]
    public async Task Every_route_that_is_not_only_read_writes_one_entry_and_reading_writes_none(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        foreach (RouteEndpoint endpoint in server.Test.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<RouteAccess>() is not { } access)
            {
                continue;
            }

            string method = endpoint.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single();

            // A dry run takes a file and changes nothing.
            Assert.Equal(method == "GET" || access.Route == "tryPolicy", access.Action is null);
            using HttpRequestMessage request = await RouteCall.ForAsync(access.Route, server);
            long last = (await ListAsync(server, "?limit=1")).Items[0].Id;
            (await server.Administrator.SendAsync(request)).Dispose();

            IReadOnlyList<AuditEntry> entries = [.. (await ListAsync(server, "?limit=5")).Items.Where(entry => entry.Id > last)];
            if (access.Action is null)
            {
                Assert.Empty(entries);
                continue;
            }

            AuditEntry entry = Assert.Single(entries);
            Assert.Equal(access.Action, entry.Action);
            Assert.Equal("the Administrator", entry.Actor);
            Assert.Equal(16, entry.ActorId!.Length);
            Assert.True(IPAddress.IsLoopback(IPAddress.Parse(entry.Address!)));
            Assert.Contains('/', entry.Subject);
            Assert.True(entry.Before is not null || entry.After is not null);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_refused_change_leaves_no_entry(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        Guid id = await server.EndpointAsync("pc-1");
        long last = (await ListAsync(server, "?limit=1")).Items[0].Id;

        Assert.Equal(HttpStatusCode.Conflict, (await server.Operator.PostAsync(AdministrationRoutes.Endpoint(id, "approve"), null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Viewer.PostAsync(AdministrationRoutes.Endpoint(id, "revoke"), null)).StatusCode);
        Assert.Equal(last, (await ListAsync(server, "?limit=1")).Items[0].Id);
    }

    [Theory, OnEveryDatabase]
    public async Task No_secret_is_ever_in_the_log(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        using HttpRequestMessage set = await RouteCall.ForAsync("setUser", server);
        (await server.Administrator.SendAsync(set)).EnsureSuccessStatusCode();
        using HttpRequestMessage api = await RouteCall.ForAsync("createApiToken", server);
        string secret = (await AdministrationServer.ReadAsync(await server.Administrator.SendAsync(api), AdministrationJson.Default.ApiTokenCreated)).Secret;
        using HttpRequestMessage enroll = await RouteCall.ForAsync("createEnrollmentToken", server);
        EnrollmentTokenCreated token = await AdministrationServer.ReadAsync(await server.Administrator.SendAsync(enroll), AdministrationJson.Default.EnrollmentTokenCreated);

        string log = await server.Viewer.GetStringAsync(AdministrationRoutes.Audit + "?limit=200");
        Assert.DoesNotContain("correct horse", log, StringComparison.Ordinal);
        Assert.DoesNotContain("pbkdf2", log, StringComparison.Ordinal);
        Assert.DoesNotContain(secret[21..], log, StringComparison.Ordinal);
        Assert.DoesNotContain(token.Secret.Split('.')[2], log, StringComparison.Ordinal);
        Assert.Contains(token.Token.Id, log, StringComparison.Ordinal);
    }

    [Theory, OnEveryDatabase]
    public async Task Entries_are_found_by_who_what_and_when(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        Guid id = await server.EndpointAsync("pc-1");
        (await server.Operator.PostAsync(AdministrationRoutes.Endpoint(id, "revoke"), null)).EnsureSuccessStatusCode();

        AuditEntry entry = Assert.Single((await ListAsync(server, $"?subject=endpoint/{id}")).Items);
        Assert.Equal("endpoint.revoke", entry.Action);
        Assert.Equal("active", entry.Before!.Value.GetProperty("state").GetString());
        Assert.Equal("revoked", entry.After!.Value.GetProperty("state").GetString());
        Assert.Equal(entry.Id, Assert.Single((await ListAsync(server, "?actor=the%20Operator")).Items).Id);
        Assert.Equal(entry.Id, Assert.Single((await ListAsync(server, "?action=endpoint.")).Items).Id);
        Assert.Empty((await ListAsync(server, "?action=endpoint")).Items);
        Assert.Empty((await ListAsync(server, $"?since={entry.At.AddSeconds(1):yyyy-MM-ddTHH:mm:ssZ}")).Items);
        Assert.Empty((await ListAsync(server, "?actor=%25")).Items);
    }

    private static async Task<Page<AuditEntry>> ListAsync(AdministrationServer server, string query) =>
        await AdministrationServer.ReadAsync(await server.Viewer.GetAsync(AdministrationRoutes.Audit + query), AdministrationJson.Default.AuditPage);
}
