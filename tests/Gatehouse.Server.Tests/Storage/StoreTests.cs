using System.Data.Common;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Storage;

public sealed class StoreTests
{
    [Theory, OnEveryDatabase]
    public async Task The_four_truths_are_kept_apart_and_so_are_desired_and_confirmed(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        EndpointStore endpoints = new(test.Database);
        Endpoint endpoint = TestDatabase.Endpoint();
        Guid exchange = Guid.NewGuid();
        DateTimeOffset t = TestDatabase.Now;
        await test.Commit.WriteAsync(
            async scope =>
            {
                await EndpointStore.InsertAsync(scope, endpoint, []);
                await EndpointStore.SetHeartbeatsAsync(scope, [new Heartbeat(endpoint.Id, t.AddSeconds(1))]);
                await EndpointStore.SetLogAsync(scope, endpoint.Id, t.AddSeconds(3));
                await CheckStore.InsertAsync(scope, new StoredCheck(Check(endpoint.Id, exchange, t.AddSeconds(4)) with { Verdict = 3, PolicyVersion = 7 }, Access.Isolated, "{}"));
                await EndpointStore.SetConfirmedAccessAsync(scope, endpoint.Id, Access.Off, null, t.AddSeconds(5));
                await EndpointStore.SetConfirmedAccessAsync(scope, endpoint.Id, null, "the gateway does not answer", t.AddSeconds(6));
            },
            CancellationToken.None);

        Endpoint found = (await endpoints.FindAsync(endpoint.Id, CancellationToken.None))!;

        Assert.Equal(t.AddSeconds(1), found.LastHeartbeatAt);
        Assert.Equal((7L, t.AddSeconds(4)), (found.PolicyVersionHeld!.Value, found.PolicyHeldAt!.Value));
        Assert.Equal(t.AddSeconds(3), found.LastLogAt);
        Assert.Equal((3, t.AddSeconds(4), exchange), (found.LastVerdict!.Value, found.LastVerdictAt!.Value, found.LastVerdictExchange!.Value));
        Assert.Equal((Access.Isolated, t.AddSeconds(4)), (found.DesiredAccess!.Value, found.DesiredAccessAt!.Value));
        Assert.Equal((Access.Off, t.AddSeconds(5)), (found.ConfirmedAccess!.Value, found.ConfirmedAccessAt!.Value));
        Assert.Equal("the gateway does not answer", found.EnforcementError);
    }

    [Theory, OnEveryDatabase]
    public async Task An_older_heartbeat_never_replaces_a_newer_one(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
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

    [Theory, OnEveryDatabase]
    public async Task An_exchange_is_stored_once_and_its_first_verdict_counts(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Endpoint endpoint = TestDatabase.Endpoint();
        Exchange exchange = Check(endpoint.Id, Guid.NewGuid(), TestDatabase.Now);
        await test.Commit.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []), CancellationToken.None);

        Assert.True(await test.Commit.WriteAsync(scope => ExchangeStore.InsertAsync(scope, exchange), CancellationToken.None));
        Assert.False(await test.Commit.WriteAsync(scope => ExchangeStore.InsertAsync(scope, exchange with { Verdict = 4 }), CancellationToken.None));

        Exchange found = (await new ExchangeStore(test.Database).FindAsync(exchange.ExchangeId, CancellationToken.None))!;
        Assert.Equal(1, found.Verdict);
        Assert.Equal("report", System.Text.Encoding.UTF8.GetString(Deflation.Inflate(found.Report)));
    }

    [Theory, OnEveryDatabase]
    public async Task Checks_that_come_together_are_stored_like_checks_one_by_one(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Endpoint[] endpoints = [.. Enumerable.Range(1, 3).Select(i => TestDatabase.Endpoint(key: (byte)i))];
        await test.Commit.WriteAsync(
            async scope =>
            {
                foreach (Endpoint endpoint in endpoints)
                {
                    await EndpointStore.InsertAsync(scope, endpoint, []);
                }
            },
            CancellationToken.None);
        StoredCheck[] checks =
        [
            .. Enumerable.Range(0, 30).Select(i => new StoredCheck(
                Check(endpoints[i % 3].Id, Guid.NewGuid(), TestDatabase.Now.AddSeconds(i)) with { Verdict = i % 4 }, (Access)((i % 3) + 1), $"{i}")),
        ];
        await test.Commit.StoreAsync(checks[0], CancellationToken.None);

        // One was stored before, one comes twice, and one is of an endpoint that is gone.
        StoredCheck stray = checks[0] with { Exchange = Check(Guid.NewGuid(), Guid.NewGuid(), TestDatabase.Now) };
        StoredCheck twice = checks[5] with { Exchange = checks[5].Exchange with { Verdict = 9 } };
        for (int round = 0; round < 2; round++)
        {
            StoredCheck[] sent = round == 0 ? [.. checks, twice] : [.. checks, stray];
            using ManualResetEventSlim gate = new();
            Task first = test.Commit.WriteAsync(_ => Task.Run(gate.Wait), CancellationToken.None);
            Task<bool>[] stored = [.. sent.Select(check => test.Commit.StoreAsync(check, CancellationToken.None))];
            gate.Set();
            await first;
            for (int i = 0; i < checks.Length; i++)
            {
                Assert.Equal(round == 0 && i > 0, await stored[i]);
            }

            if (round == 0)
            {
                Assert.False(await stored[^1]);
            }
            else
            {
                await Assert.ThrowsAnyAsync<DbException>(() => stored[^1]);
            }
        }

        for (int i = 0; i < 3; i++)
        {
            StoredCheck last = checks[27 + i];
            Endpoint found = (await new EndpointStore(test.Database).FindAsync(endpoints[i].Id, CancellationToken.None))!;
            Assert.Equal(
                (last.Exchange.ExchangeId, last.Exchange.Verdict, last.Exchange.ReceivedAt, last.Desired, last.Exchange.ReceivedAt),
                (found.LastVerdictExchange!.Value, found.LastVerdict!.Value, found.LastVerdictAt!.Value, found.DesiredAccess!.Value, found.PolicyHeldAt!.Value));
            Assert.Equal(
                last.ReasonsFirstSeen,
                await test.Database.FirstAsync<string>("SELECT reasons_first_seen FROM endpoints WHERE id = @Id", new { endpoints[i].Id }, CancellationToken.None));
        }

        Assert.Equal(5 % 4, (await new ExchangeStore(test.Database).FindAsync(twice.Exchange.ExchangeId, CancellationToken.None))!.Verdict);
        Assert.Equal(30, await test.Database.FirstAsync<long>("SELECT COUNT(*) FROM exchanges", null, CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task Old_exchanges_go_but_the_last_of_each_endpoint_stays(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Endpoint endpoint = TestDatabase.Endpoint();
        ExchangeStore exchanges = new(test.Database);
        Guid last = Guid.NewGuid();
        await test.Commit.WriteAsync(
            async scope =>
            {
                await EndpointStore.InsertAsync(scope, endpoint, []);
                await ExchangeStore.InsertAsync(scope, Check(endpoint.Id, Guid.NewGuid(), TestDatabase.Now.AddDays(-3)));
                await CheckStore.InsertAsync(scope, new StoredCheck(Check(endpoint.Id, last, TestDatabase.Now.AddDays(-2)), Access.Admitted, "{}"));
            },
            CancellationToken.None);

        Assert.Equal(1, await test.Commit.WriteAsync(scope => ExchangeStore.DeleteBeforeAsync(scope, TestDatabase.Now, 10), CancellationToken.None));

        Assert.Equal(last, Assert.Single(await exchanges.ListAsync(endpoint.Id, null, 10, CancellationToken.None)).ExchangeId);
        Assert.Equal(last, Assert.Single(await exchanges.LatestAsync(null, 10, CancellationToken.None)).ExchangeId);
    }

    [Theory, OnEveryDatabase]
    public async Task Endpoints_are_listed_page_by_page_without_gaps(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
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
