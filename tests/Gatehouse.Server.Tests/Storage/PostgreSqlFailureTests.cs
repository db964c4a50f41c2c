using Gatehouse.Server.Storage;
using Gatehouse.Tests.Common;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Server.Tests.Storage;

/// <summary>A PostgreSQL that stops, comes back or refuses.</summary>
public sealed class PostgreSqlFailureTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task While_it_is_away_nothing_is_acknowledged_and_afterwards_everything_goes_on_by_itself()
    {
        using PostgreSqlCluster cluster = Own();
        string name = cluster.CreateDatabase();
        using Database database = Database.Server(cluster.ConnectionString(name));
        await Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None);
        await using GroupCommit commit = new(database, NullLogger<GroupCommit>.Instance);
        UserStore users = new(database);
        using CancellationTokenSource end = new();
        List<string> stored = [];
        int refused = 0;
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; !end.IsCancellationRequested; i++)
            {
                try
                {
                    await commit.WriteAsync(scope => UserStore.UpsertAsync(scope, $"user-{i}", "hash", TestDatabase.Now), CancellationToken.None);
                    stored.Add($"user-{i}");
                }
                catch (StorageException)
                {
                    refused++;
                    await Task.Delay(5);
                }
            }
        });
        await Eventually.HoldsAsync(() => stored.Count > 20, Patience);

        cluster.Stop();
        await Eventually.HoldsAsync(() => refused > 20, Patience);
        StorageException error = await Assert.ThrowsAsync<StorageException>(() => users.FindAsync("user-1", CancellationToken.None));
        Assert.DoesNotContain('\n', error.Message);
        int before = stored.Count;
        cluster.Start();
        await Eventually.HoldsAsync(() => stored.Count > before + 20, Patience);
        await end.CancelAsync();
        await writing;

        HashSet<string> found = [.. await database.QueryAsync<string>("SELECT name FROM users", null, CancellationToken.None)];
        Assert.Empty(stored.Except(found));
    }

    [Fact]
    public async Task A_writer_that_slept_through_a_restart_does_not_notice_it()
    {
        using PostgreSqlCluster cluster = Own();
        string name = cluster.CreateDatabase();
        using Database database = Database.Server(cluster.ConnectionString(name));
        await Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None);
        await using GroupCommit commit = new(database, NullLogger<GroupCommit>.Instance);
        await commit.WriteAsync(scope => UserStore.UpsertAsync(scope, "before", "hash", TestDatabase.Now), CancellationToken.None);

        cluster.Stop();
        cluster.Start();
        await commit.WriteAsync(scope => UserStore.UpsertAsync(scope, "after", "hash", TestDatabase.Now), CancellationToken.None);

        Assert.NotNull(await new UserStore(database).FindAsync("before", CancellationToken.None));
        Assert.NotNull(await new UserStore(database).FindAsync("after", CancellationToken.None));
    }

    [Fact]
    public async Task Two_nodes_that_wait_for_one_another_both_store_in_the_end()
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(DatabaseKind.PostgreSql);
        await using GroupCommit other = new(test.Database, NullLogger<GroupCommit>.Instance);
        Endpoint[] endpoints = [TestDatabase.Endpoint(key: 1), TestDatabase.Endpoint(key: 2)];
        foreach (Endpoint endpoint in endpoints)
        {
            await test.Commit.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []), CancellationToken.None);
        }

        await Task.WhenAll(
            test.Commit.WriteAsync(scope => TouchAsync(scope, endpoints[0], endpoints[1]), CancellationToken.None),
            other.WriteAsync(scope => TouchAsync(scope, endpoints[1], endpoints[0]), CancellationToken.None));

        static async Task TouchAsync(WriteScope scope, Endpoint first, Endpoint second)
        {
            await EndpointStore.SetLogAsync(scope, first.Id, TestDatabase.Now);
            await Task.Delay(200);
            await EndpointStore.SetLogAsync(scope, second.Id, TestDatabase.Now);
        }
    }

    [Fact]
    public async Task Nodes_that_start_at_once_apply_the_schema_once()
    {
        PostgreSqlCluster cluster = PostgreSql.Cluster;
        string name = cluster.CreateDatabase();
        Database[] nodes = [.. Enumerable.Range(0, 4).Select(_ => Database.Server(cluster.ConnectionString(name)))];

        await Task.WhenAll(nodes.Select(node => Task.Run(() => Schema.ApplyAsync(node, TestDatabase.Now, CancellationToken.None))));

        IReadOnlyList<int> versions = await nodes[0].QueryAsync<int>("SELECT version FROM schema_versions ORDER BY version", null, CancellationToken.None);
        Assert.Equal(Schema.Scripts(Dialect.PostgreSql).Select(script => script.Version), versions);
        Array.ForEach(nodes, node => node.Dispose());
    }

    [Fact]
    public async Task What_is_wrong_is_said_in_one_line_without_the_password()
    {
        PostgreSqlCluster cluster = PostgreSql.Cluster;
        Assert.Contains("create it first", await ProblemAsync(cluster.ConnectionString("missing") + ";Password=hunter2"), StringComparison.Ordinal);
        Assert.Contains("name or password", await ProblemAsync(cluster.ConnectionString("postgres").Replace("=gatehouse", "=nobody", StringComparison.Ordinal) + ";Password=hunter2"), StringComparison.Ordinal);
        Assert.Contains("does not answer", await ProblemAsync("Host=127.0.0.1;Port=1;Database=gatehouse;Username=gatehouse;Password=hunter2"), StringComparison.Ordinal);

        string database = cluster.CreateDatabase();
        cluster.Run(database, "CREATE ROLE weak LOGIN");
        Assert.Contains("lacks a right", await ProblemAsync(cluster.ConnectionString(database).Replace("=gatehouse", "=weak", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    private static async Task<string> ProblemAsync(string connection)
    {
        using Database database = Database.Server(connection);
        StorageException error = await Assert.ThrowsAsync<StorageException>(() => Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None));
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        return error.Message;
    }

    // It is stopped, which the one that tests share must not be.
    private static PostgreSqlCluster Own()
    {
        (PostgreSqlCluster? cluster, string? reason) = PostgreSqlCluster.TryStart();
        Assert.SkipWhen(cluster is null, reason ?? string.Empty);
        return cluster!;
    }
}
