using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Finds the endpoints that no node hears any more: those of a node that is gone, or of this server before its start. The heartbeats in the
/// database are what all nodes know; one node at a time looks at them.
/// </summary>
internal sealed partial class SilenceSweeper(
    Database database, GroupCommit writer, PresenceKeeper keeper, PolicyCatalog policies, AccessNews news, TimeProvider clock, ILogger<SilenceSweeper> logger, AccessControl? access = null)
    : BackgroundService
{
    /// <summary>Time for an endpoint to find another node, on top of what its policy allows: its silence was not its own doing.</summary>
    public static readonly TimeSpan Handover = TimeSpan.FromMinutes(1);

    private const int MaxAtOnce = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>Looks once.</summary>
    /// <returns>Endpoints that lost their access.</returns>
    public async Task<int> SweepAsync(CancellationToken cancellation)
    {
        TimeSpan patience = policies.Current.Active.Values.Select(Patience.Of).DefaultIfEmpty().Max() + Handover;
        if (keeper.StoredFor < patience)
        {
            // Endpoints could not be heard, or what was heard could not be stored: that is our silence, not theirs.
            return 0;
        }

        DateTimeOffset now = clock.GetUtcNow();
        int swept = 0;
        IReadOnlyList<Guid> silent;
        do
        {
            silent = await writer.WriteAsync(scope => SweepAsync(scope, now, now - patience), cancellation);
            swept += silent.Count;
            foreach (Guid endpoint in silent)
            {
                access?.Set(endpoint, Access.Off, address: null);
                news.Tell(endpoint);
            }

            if (silent.Count > 0)
            {
                LogSwept(logger, silent.Count, patience.TotalSeconds, silent[0]);
            }
        }
        while (silent.Count == MaxAtOnce);
        return swept;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (StorageException error)
            {
                LogPostponed(logger, error.Message);
            }
        }
    }

    private async Task<IReadOnlyList<Guid>> SweepAsync(WriteScope scope, DateTimeOffset now, DateTimeOffset before)
    {
        if (database.Dialect == Dialect.PostgreSql
            && !await scope.FirstAsync<bool>("SELECT pg_try_advisory_xact_lock(@key)", new { key = (long)DatabaseLock.Sweeping }))
        {
            return [];
        }

        return await scope.QueryAsync<Guid>(
            """
            UPDATE endpoints SET desired_access = @Off, desired_access_at = @now
            WHERE id IN (
              SELECT id FROM endpoints
              WHERE desired_access > @Off AND desired_access_at < @before AND (last_heartbeat_at IS NULL OR last_heartbeat_at < @before)
              LIMIT @MaxAtOnce)
            RETURNING id
            """,
            new { Access.Off, now, before, MaxAtOnce });
    }
}
