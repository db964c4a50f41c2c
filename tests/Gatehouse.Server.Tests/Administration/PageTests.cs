using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Administration;

public sealed class PageTests
{
    [Theory, OnEveryDatabase]
    public async Task Entries_that_come_and_go_neither_hide_nor_repeat_others(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        List<Guid> ids = [];
        for (int i = 0; i < 25; i++)
        {
            ids.Add(await server.EndpointAsync($"pc-{i / 2:d2}"));
        }

        List<EndpointSummary> seen = [];
        string? cursor = null;
        do
        {
            Page<EndpointSummary> page = await ListAsync(server, $"?limit=4{(cursor is null ? string.Empty : $"&cursor={cursor}")}");
            Assert.True(page.Items.Count <= 4);
            seen.AddRange(page.Items);
            cursor = page.Next;
            await server.EndpointAsync("aa-new");
        }
        while (cursor is not null);

        Assert.Equal(ids.Order(), seen.Select(item => item.Id).Order());
        Assert.Equal(seen.OrderBy(item => item.HostName, StringComparer.Ordinal).Select(item => item.HostName), seen.Select(item => item.HostName));
    }

    [Theory, OnEveryDatabase]
    public async Task A_last_page_that_is_full_has_no_next(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        await server.EndpointAsync("a");
        await server.EndpointAsync("b");

        Assert.Null((await ListAsync(server, "?limit=2")).Next);
        Assert.NotNull((await ListAsync(server, "?limit=1")).Next);
    }

    [Theory, OnEveryDatabase]
    public async Task Endpoints_are_found_by_state_verdict_and_text(DatabaseKind kind)
    {
        await using AdministrationServer server = await AdministrationServer.StartAsync(kind);
        Guid held = await server.EndpointAsync("Alpha_1", EndpointState.Held);
        Guid checkedOne = await server.EndpointAsync("beta", report: AdministrationServer.Report(guest: false));

        Assert.Equal(held, Assert.Single((await ListAsync(server, "?state=held")).Items).Id);
        Assert.Equal(checkedOne, Assert.Single((await ListAsync(server, "?verdict=admitted")).Items).Id);
        Assert.Equal(held, Assert.Single((await ListAsync(server, "?text=ALPHA")).Items).Id);
        Assert.Equal(held, Assert.Single((await ListAsync(server, "?text=machine-id:alpha_")).Items).Id);
        Assert.Empty((await ListAsync(server, "?text=%25")).Items);
        Assert.Equal(2, (await ListAsync(server, "?policy=default")).Items.Count);

        Overview overview = await AdministrationServer.ReadAsync(await server.Viewer.GetAsync(AdministrationRoutes.Overview), AdministrationJson.Default.Overview);
        Assert.Equal((2, 1, 1), (overview.Endpoints, overview.States["held"], overview.Verdicts["admitted"]));
    }

    private static async Task<Page<EndpointSummary>> ListAsync(AdministrationServer server, string query) =>
        await AdministrationServer.ReadAsync(await server.Viewer.GetAsync(AdministrationRoutes.Endpoints + query), AdministrationJson.Default.EndpointPage);
}
