using System.Diagnostics;
using System.Security.Cryptography;
using Gatehouse.Server.Storage;
using Gatehouse.Tests.Common;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Server.Tests.Storage;

/// <summary>How much the writer stores in a second; run by bench/storage.</summary>
public sealed class StorageRate(ITestOutputHelper output)
{
    private const int Endpoints = 20_000;
    private const int Callers = 2_048;
    private const int Heartbeats = 1_000;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    [Theory(Explicit = true), OnEveryDatabase]
    public async Task Measure(DatabaseKind kind)
    {
        (PostgreSqlCluster? cluster, string? reason) = kind == DatabaseKind.PostgreSql ? PostgreSqlCluster.TryStart(isDurable: true) : (null, null);
        Assert.SkipWhen(reason is not null, reason ?? string.Empty);
        using TemporaryFolder folder = new();
        using (cluster)
        {
            using Database database = cluster is null ? Database.File(folder.File("rate.db")) : Database.Server(cluster.ConnectionString(cluster.CreateDatabase()));
            await Schema.ApplyAsync(database, TestDatabase.Now, CancellationToken.None);
            await using GroupCommit commit = new(database, NullLogger<GroupCommit>.Instance);
            Guid[] ids = [.. Enumerable.Range(0, Endpoints).Select(_ => Guid.CreateVersion7())];
            foreach (Guid[] some in ids.Chunk(1_000))
            {
                await Task.WhenAll(some.Select(id => commit.WriteAsync(
                    scope => EndpointStore.InsertAsync(scope, TestDatabase.Endpoint(id) with { KeyFingerprint = RandomNumberGenerator.GetBytes(32) }, []), CancellationToken.None)));
            }

            // As large as those of a Debian endpoint are when deflated.
            byte[] report = RandomNumberGenerator.GetBytes(1_200);
            byte[] verdict = RandomNumberGenerator.GetBytes(400);
            double checks = await RateAsync(Callers, i => commit.StoreAsync(
                new StoredCheck(
                    new Exchange
                    {
                        ExchangeId = Guid.NewGuid(),
                        EndpointId = ids[i % Endpoints],
                        ReceivedAt = DateTimeOffset.UtcNow,
                        Report = report,
                        Verdict = 1,
                        VerdictDocument = verdict,
                        PolicyVersion = 1,
                    },
                    Access.Admitted,
                    "{}"),
                CancellationToken.None));
            double heartbeats = Heartbeats * await RateAsync(4, i => commit.WriteAsync(
                scope => EndpointStore.SetHeartbeatsAsync(
                    scope, [.. Enumerable.Range(i * Heartbeats, Heartbeats).Select(n => new Heartbeat(ids[n % Endpoints], DateTimeOffset.UtcNow))]),
                CancellationToken.None));
            output.WriteLine($"{kind}: {checks:F0} checks/s, {heartbeats:F0} heartbeats/s");
        }
    }

    private static async Task<double> RateAsync(int callers, Func<int, Task> write)
    {
        long start = Stopwatch.GetTimestamp();
        int next = -1;
        int done = 0;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(async _ =>
        {
            while (Stopwatch.GetElapsedTime(start) < Time)
            {
                await write(Interlocked.Increment(ref next));
                Interlocked.Increment(ref done);
            }
        }));
        return done / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
