using System.Net;
using System.Net.Http.Headers;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Administration;

public sealed class ConditionTests
{
    [Theory, OnEveryDatabase]
    public async Task What_a_client_has_already_is_not_sent_again(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        foreach (string route in AccessTable.Routes.Select(access => access.Route).Where(route => route.StartsWith("get", StringComparison.Ordinal) && route != "getOpenApi"))
        {
            using HttpRequestMessage first = await RouteCall.ForAsync(route, server);
            using HttpResponseMessage response = await server.Administrator.SendAsync(first);
            using HttpRequestMessage second = new(HttpMethod.Get, first.RequestUri);
            second.Headers.IfNoneMatch.Add(response.Headers.ETag!);
            using HttpResponseMessage again = await server.Administrator.SendAsync(second);

            Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
            Assert.Empty(await again.Content.ReadAsByteArrayAsync());
            Assert.Equal(response.Headers.ETag, again.Headers.ETag);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_decision_on_what_has_changed_is_refused(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        Guid id = await server.EndpointAsync("pc-1", EndpointState.Held);
        EntityTagHeaderValue tag = (await server.Viewer.GetAsync(AdministrationRoutes.Endpoint(id))).Headers.ETag!;
        (await server.Operator.PostAsync(AdministrationRoutes.Endpoint(id, "approve"), null)).EnsureSuccessStatusCode();

        using HttpRequestMessage late = new(HttpMethod.Post, AdministrationRoutes.Endpoint(id, "revoke"));
        late.Headers.IfMatch.Add(tag);
        await Problems.ExpectAsync(await server.Operator.SendAsync(late), HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Theory, OnEveryDatabase]
    public async Task A_heartbeat_in_between_refuses_no_decision_but_shows(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        Guid id = await server.EndpointAsync("pc-1");
        EntityTagHeaderValue tag = (await server.Viewer.GetAsync(AdministrationRoutes.Endpoint(id))).Headers.ETag!;
        await server.Test.WriteAsync(scope => EndpointStore.SetHeartbeatsAsync(scope, [new Heartbeat(id, server.Test.Clock.GetUtcNow())]));

        using HttpRequestMessage fresh = new(HttpMethod.Get, AdministrationRoutes.Endpoint(id));
        fresh.Headers.IfNoneMatch.Add(tag);
        Assert.Equal(HttpStatusCode.OK, (await server.Viewer.SendAsync(fresh)).StatusCode);
        using HttpRequestMessage revoke = new(HttpMethod.Post, AdministrationRoutes.Endpoint(id, "revoke"));
        revoke.Headers.IfMatch.Add(tag);
        Assert.Equal(HttpStatusCode.OK, (await server.Operator.SendAsync(revoke)).StatusCode);
    }

    [Theory, OnEveryDatabase]
    public async Task Two_administrators_who_activate_at_once_do_not_undo_each_other(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        using HttpRequestMessage first = await RouteCall.ForAsync("activatePolicy", server);
        using HttpRequestMessage second = await RouteCall.ForAsync("activatePolicy", server);
        EntityTagHeaderValue tag = (await server.Viewer.GetAsync(AdministrationRoutes.Policy("default"))).Headers.ETag!;
        first.Headers.IfMatch.Add(tag);
        second.Headers.IfMatch.Add(tag);

        Assert.Equal(HttpStatusCode.OK, (await server.Administrator.SendAsync(first)).StatusCode);
        await Problems.ExpectAsync(await server.Administrator.SendAsync(second), HttpStatusCode.PreconditionFailed, "precondition-failed");
    }

    [Theory, OnEveryDatabase]
    public async Task An_account_is_made_only_once_when_asked_so(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        using HttpRequestMessage first = await RouteCall.ForAsync("setUser", server);
        using HttpRequestMessage second = new(HttpMethod.Put, first.RequestUri) { Content = new StringContent("{\"password\":\"another one\"}", new MediaTypeHeaderValue("application/json")) };
        second.Headers.IfNoneMatch.Add(EntityTagHeaderValue.Any);

        Assert.Equal(HttpStatusCode.Created, (await server.Administrator.SendAsync(first)).StatusCode);
        await Problems.ExpectAsync(await server.Administrator.SendAsync(second), HttpStatusCode.PreconditionFailed, "precondition-failed");
    }
}
