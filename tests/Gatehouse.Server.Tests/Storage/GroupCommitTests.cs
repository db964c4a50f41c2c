using System.Data.Common;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Storage;

public sealed class GroupCommitTests
{
    [Theory, OnEveryDatabase]
    public async Task What_was_acknowledged_is_seen_by_other_connections(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        EndpointStore endpoints = new(test.Database);
        Endpoint endpoint = TestDatabase.Endpoint();

        await test.Commit.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, ["mac:1"]), CancellationToken.None);

        Endpoint? found = await endpoints.FindAsync(endpoint.Id, CancellationToken.None);
        Assert.NotNull(found);
        Assert.Equal(endpoint.KeyFingerprint, found.KeyFingerprint);
        Assert.Equal(endpoint with { KeyFingerprint = found.KeyFingerprint }, found);
    }

    [Theory, OnEveryDatabase]
    public async Task Failing_work_fails_only_its_caller_and_leaves_nothing_behind(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Task<int>[] writes =
        [
            .. Enumerable.Range(0, 200).Select(i => test.Commit.WriteAsync(
                async scope =>
                {
                    await UserStore.UpsertAsync(scope, $"user-{i}", "hash", TestDatabase.Now);
                    return i % 7 == 3 ? throw new InvalidOperationException($"{i}") : i;
                },
                CancellationToken.None)),
        ];

        await Task.WhenAny(Task.WhenAll(writes), Task.Delay(TimeSpan.FromSeconds(30)));

        for (int i = 0; i < writes.Length; i++)
        {
            Assert.Equal(i % 7 != 3, writes[i].IsCompletedSuccessfully);
            Assert.Equal(i % 7 != 3, await new UserStore(test.Database).FindAsync($"user-{i}", CancellationToken.None) is not null);
        }
    }

    [Theory, OnEveryDatabase]
    public async Task A_broken_constraint_fails_only_its_caller(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        Endpoint endpoint = TestDatabase.Endpoint();
        Task first = test.Commit.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []), CancellationToken.None);
        Task second = test.Commit.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []), CancellationToken.None);
        Task third = test.Commit.WriteAsync(scope => UserStore.UpsertAsync(scope, "eve", "hash", TestDatabase.Now), CancellationToken.None);

        await first;
        await Assert.ThrowsAnyAsync<DbException>(() => second);
        await third;
    }

    [Theory, OnEveryDatabase]
    public async Task Many_callers_share_few_commits(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        using ManualResetEventSlim gate = new();
        Task first = test.Commit.WriteAsync(
            scope =>
            {
                gate.Wait();
                return Task.CompletedTask;
            },
            CancellationToken.None);
        object[] transactions = new object[500];
        Task[] writes =
        [
            .. Enumerable.Range(0, transactions.Length).Select(i => test.Commit.WriteAsync(
                scope =>
                {
                    transactions[i] = scope.Transaction!;
                    return Task.CompletedTask;
                },
                CancellationToken.None)),
        ];
        gate.Set();
        await first;
        await Task.WhenAll(writes);

        Assert.InRange(transactions.Distinct().Count(), 1, 2);
    }

    [Theory, OnEveryDatabase]
    public async Task Work_whose_caller_has_gone_is_not_begun(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        using CancellationTokenSource gone = new();
        using ManualResetEventSlim gate = new();
        Task first = test.Commit.WriteAsync(
            scope =>
            {
                gate.Wait();
                return Task.CompletedTask;
            },
            CancellationToken.None);
        Task second = test.Commit.WriteAsync(scope => UserStore.UpsertAsync(scope, "gone", "hash", TestDatabase.Now), gone.Token);
        await gone.CancelAsync();
        gate.Set();

        await first;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.Null(await new UserStore(test.Database).FindAsync("gone", CancellationToken.None));
    }

    [Fact]
    public async Task A_full_disk_is_said_and_the_writer_goes_on_when_there_is_room_again()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync();
        await test.Commit.WriteAsync(scope => scope.ExecuteAsync("PRAGMA max_page_count = 1"), CancellationToken.None);

        StorageException error = await Assert.ThrowsAsync<StorageException>(() => test.Commit.WriteAsync(
            scope => UserStore.UpsertAsync(scope, "big", new string('x', 1_000_000), TestDatabase.Now), CancellationToken.None));
        Assert.Contains("no space", error.Message, StringComparison.Ordinal);

        await test.Commit.WriteAsync(
            async scope =>
            {
                await scope.ExecuteAsync("PRAGMA max_page_count = 1000000");
                await UserStore.UpsertAsync(scope, "small", "hash", TestDatabase.Now);
            },
            CancellationToken.None);
        Assert.NotNull(await new UserStore(test.Database).FindAsync("small", CancellationToken.None));
    }

    [Theory, OnEveryDatabase]
    public async Task After_the_end_nothing_is_taken(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        await test.Commit.DisposeAsync();

        await Assert.ThrowsAsync<StorageException>(() => test.Commit.WriteAsync(_ => Task.CompletedTask, CancellationToken.None));
    }
}
