using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Storage;

public sealed class StoreTests
{
    [Fact]
    public async Task The_four_truths_are_kept_apart_and_so_are_desired_and_confirmed()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();
        EndpointStore endpoints = new(test.Database);
        Endpoint endpoint = TestDatabase.Endpoint();
        Guid exchange = Guid.NewGuid();
        DateTimeOffset t = TestDatabase.Now;
        await test.Commit.WriteAsync(
            async scope =>
            {
                await EndpointStore.InsertAsync(scope, endpoint, []);
                await EndpointStore.SetHeartbeatsAsync(scope, [new Heartbeat(endpoint.Id, t.AddSeconds(1))]);
                await EndpointStore.SetPolicyHeldAsync(scope, endpoint.Id, 7, t.AddSeconds(2));
                await EndpointStore.SetLogAsync(scope, endpoint.Id, t.AddSeconds(3));
                await EndpointStore.SetVerdictAsync(scope, endpoint.Id, 3, exchange, Access.Isolated, t.AddSeconds(4));
                await EndpointStore.SetConfirmedAccessAsync(scope, endpoint.Id, Access.Off, null, t.AddSeconds(5));
                await EndpointStore.SetConfirmedAccessAsync(scope, endpoint.Id, null, "the gateway does not answer", t.AddSeconds(6));
            },
            CancellationToken.None);

        Endpoint found = (await endpoints.FindAsync(endpoint.Id, CancellationToken.None))!;

        Assert.Equal(t.AddSeconds(1), found.LastHeartbeatAt);
        Assert.Equal((7L, t.AddSeconds(2)), (found.PolicyVersionHeld!.Value, found.PolicyHeldAt!.Value));
        Assert.Equal(t.AddSeconds(3), found.LastLogAt);
        Assert.Equal((3, t.AddSeconds(4), exchange), (found.LastVerdict!.Value, found.LastVerdictAt!.Value, found.LastVerdictExchange!.Value));
        Assert.Equal((Access.Isolated, t.AddSeconds(4)), (found.DesiredAccess!.Value, found.DesiredAccessAt!.Value));
        Assert.Equal((Access.Off, t.AddSeconds(5)), (found.ConfirmedAccess!.Value, found.ConfirmedAccessAt!.Value));
        Assert.Equal("the gateway does not answer", found.EnforcementError);
    }

    [Fact]
    public async Task An_older_heartbeat_never_replaces_a_newer_one()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();
        Endpoint endpoint = TestDatabase.Endpoint();
        await test.Commit.WriteAsync(
            async scope =>
            {
                await EndpointStore.InsertAsync(scope, endpoint, []);
                await EndpointStore.SetHeartbeatsAsync(
                    scope, [new Heartbeat(endpoint.Id, TestDatabase.Now.AddMinutes(2)), new Heartbeat(endpoint.Id, TestDatabase.Now.AddMinutes(1))]);
            },
            CancellationToken.None);

        Assert.Equal(TestDatabase.Now.AddMinutes(2), (await new EndpointStore(test.Database).FindAsync(endpoint.Id, CancellationToken.None))!.LastHeartbeatAt);
    }

    [Fact]
    public async Task An_exchange_is_stored_once_and_its_first_verdict_counts()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();
        Endpoint endpoint = TestDatabase.Endpoint();
        Exchange exchange = Check(endpoint.Id, Guid.NewGuid(), TestDatabase.Now);
        await test.Commit.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []), CancellationToken.None);

        Assert.True(await test.Commit.WriteAsync(scope => ExchangeStore.InsertAsync(scope, exchange), CancellationToken.None));
        Assert.False(await test.Commit.WriteAsync(scope => ExchangeStore.InsertAsync(scope, exchange with { Verdict = 4 }), CancellationToken.None));

        Exchange found = (await new ExchangeStore(test.Database).FindAsync(exchange.ExchangeId, CancellationToken.None))!;
        Assert.Equal(1, found.Verdict);
        Assert.Equal("report", System.Text.Encoding.UTF8.GetString(Deflation.Inflate(found.Report)));
    }

    [Fact]
    public async Task Old_exchanges_go_but_the_last_of_each_endpoint_stays()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();
        Endpoint endpoint = TestDatabase.Endpoint();
        ExchangeStore exchanges = new(test.Database);
        Guid last = Guid.NewGuid();
        await test.Commit.WriteAsync(
            async scope =>
            {
                await EndpointStore.InsertAsync(scope, endpoint, []);
                await ExchangeStore.InsertAsync(scope, Check(endpoint.Id, Guid.NewGuid(), TestDatabase.Now.AddDays(-3)));
                await ExchangeStore.InsertAsync(scope, Check(endpoint.Id, last, TestDatabase.Now.AddDays(-2)));
                await EndpointStore.SetVerdictAsync(scope, endpoint.Id, 1, last, Access.Admitted, TestDatabase.Now.AddDays(-2));
            },
            CancellationToken.None);

        Assert.Equal(1, await test.Commit.WriteAsync(scope => ExchangeStore.DeleteBeforeAsync(scope, TestDatabase.Now, 10), CancellationToken.None));

        Assert.Equal(last, Assert.Single(await exchanges.ListAsync(endpoint.Id, null, 10, CancellationToken.None)).ExchangeId);
        Assert.Equal(last, Assert.Single(await exchanges.LatestAsync(null, 10, CancellationToken.None)).ExchangeId);
    }

    [Fact]
    public async Task Endpoints_are_listed_page_by_page_without_gaps()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();
        EndpointStore endpoints = new(test.Database);
        Guid[] ids = [.. Enumerable.Range(0, 25).Select(_ => Guid.NewGuid())];
        await test.Commit.WriteAsync(
            async scope =>
            {
                for (int i = 0; i < ids.Length; i++)
                {
                    Endpoint endpoint = TestDatabase.Endpoint(ids[i], (byte)(i + 1));
                    await EndpointStore.InsertAsync(scope, endpoint with { State = i % 5 == 0 ? EndpointState.Held : EndpointState.Active, HostName = i < 3 ? "srv-1" : "pc-1" }, []);
                }
            },
            CancellationToken.None);

        List<Guid> listed = [];
        Guid? after = null;
        do
        {
            IReadOnlyList<Endpoint> page = await endpoints.ListAsync(after, 10, null, null, CancellationToken.None);
            listed.AddRange(page.Select(endpoint => endpoint.Id));
            after = page.Count == 0 ? null : page[^1].Id;
        }
        while (after is not null);

        Assert.Equal(ids.OrderBy(id => id.ToString(), StringComparer.Ordinal), listed);
        Assert.Equal(5, (await endpoints.ListAsync(null, 100, EndpointState.Held, null, CancellationToken.None)).Count);
        Assert.Equal(3, (await endpoints.ListAsync(null, 100, null, "srv", CancellationToken.None)).Count);
    }

    [Fact]
    public void A_stored_body_that_would_grow_beyond_its_bound_is_refused()
    {
        byte[] bomb = Deflation.Deflate(new byte[Deflation.MaxBody + 1]);

        Assert.Throws<StorageException>(() => Deflation.Inflate(bomb));
        Assert.Equal(Deflation.MaxBody, Deflation.Inflate(Deflation.Deflate(new byte[Deflation.MaxBody])).Length);
    }

    [Fact]
    public void Stored_numbers_never_change()
    {
        Assert.Equal([1, 2, 3], ((EndpointState[])[EndpointState.Active, EndpointState.Held, EndpointState.Revoked]).Select(state => (int)state));
        Assert.Equal([1, 2, 3], ((Access[])[Access.Off, Access.Isolated, Access.Admitted]).Select(access => (int)access));
    }

    private static Exchange Check(Guid endpoint, Guid exchange, DateTimeOffset at) => new()
    {
        ExchangeId = exchange,
        EndpointId = endpoint,
        ReceivedAt = at,
        Report = Deflation.Deflate("report"u8),
        Verdict = 1,
        VerdictDocument = Deflation.Deflate("verdict"u8),
        PolicyVersion = 1,
    };
}
