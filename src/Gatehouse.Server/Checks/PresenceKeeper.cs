using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Keeps what this node says of endpoints true while nobody speaks: stores heartbeats in batches, notices who went silent, takes access away
/// then or when a deadline passes, and knows within seconds who was revoked, whichever node that was done at.
/// </summary>
internal sealed partial class PresenceKeeper(
    Database database, GroupCommit writer, PresenceTable presence, AccessNews news, TimeProvider clock, ILogger<PresenceKeeper> logger, AccessControl? access = null) : BackgroundService
{
    private const int BatchOfHeartbeats = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private volatile HashSet<Guid> _barred = [];
    private long _storedSince = clock.GetUtcNow().UtcTicks;

    /// <summary>Whether an endpoint with a session may use it: false once it is held or revoked.</summary>
    public bool MayEnter(Guid endpointId) => !_barred.Contains(endpointId);

    /// <summary>For how long what endpoints did could be stored without a break; the time before the start of this node is none.</summary>
    public TimeSpan StoredFor => clock.GetUtcNow() - new DateTimeOffset(Volatile.Read(ref _storedSince), TimeSpan.Zero);

    /// <summary>An endpoint left, by itself or because it fell silent.</summary>
    public async Task LeaveAsync(Guid endpointId, CancellationToken cancellation)
    {
        presence.Remove(endpointId);
        await LogOffAsync(endpointId, cancellation);
    }

    /// <summary>An endpoint loses its access until it is judged again, whatever it does itself.</summary>
    public Task LogOffAsync(Guid endpointId, CancellationToken cancellation) => DesireAsync([endpointId], Access.Off, cancellation);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Beat, clock);
        do
        {
            try
            {
                await BeatAsync(stoppingToken);
            }
            catch (StorageException error)
            {
                LogPostponed(logger, error.Message);
                Volatile.Write(ref _storedSince, clock.GetUtcNow().UtcTicks);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await SaveAsync(cancellationToken);
    }

    private async Task BeatAsync(CancellationToken cancellation)
    {
        await LookForBarredAsync(cancellation);
        await SaveAsync(cancellation);
        DateTimeOffset now = clock.GetUtcNow();
        IReadOnlyList<Guid> silent = await DesireUnlessLaterAsync(presence.TakeSilent(now), Access.Off, "last_heartbeat_at", cancellation);
        if (silent.Count > 0)
        {
            LogSilent(logger, silent.Count, silent[0]);
        }

        // The agent is due for a check at the deadline; until it comes, the verdict is what it has become.
        await DesireUnlessLaterAsync(presence.TakeDue(now), Access.Isolated, "last_verdict_at", cancellation);
    }

    private async Task LookForBarredAsync(CancellationToken cancellation)
    {
        HashSet<Guid> barred =
        [
            .. await database.QueryAsync<Guid>("SELECT id FROM endpoints WHERE state IN (@Held, @Revoked)", new { EndpointState.Held, EndpointState.Revoked }, cancellation),
        ];
        Guid[] fresh = [.. barred.Where(endpoint => !_barred.Contains(endpoint))];
        _barred = barred;
        if (access is not null && fresh.Length > 0)
        {
            await DesireAsync(fresh, Access.Off, cancellation);
        }
    }

    private async Task SaveAsync(CancellationToken cancellation)
    {
        foreach (Heartbeat[] batch in presence.TakeUnsaved().Chunk(BatchOfHeartbeats))
        {
            try
            {
                await writer.WriteAsync(scope => EndpointStore.SetHeartbeatsAsync(scope, batch), cancellation);
            }
            catch (StorageException)
            {
                presence.PutBackUnsaved(batch);
                throw;
            }
        }
    }

    // An endpoint that went to another node is silent here, and its verdict here is an old one: what the database has of later counts.
    private async Task<IReadOnlyList<Guid>> DesireUnlessLaterAsync(IReadOnlyList<Heartbeat> last, Access level, string column, CancellationToken cancellation)
    {
        if (last.Count == 0)
        {
            return [];
        }

        DateTimeOffset now = clock.GetUtcNow();
        List<Guid> changed = await writer.WriteAsync(
            async scope =>
            {
                List<Guid> done = [];
                foreach (Heartbeat known in last)
                {
                    if (await EndpointStore.SetDesiredAccessAsync(scope, known.EndpointId, level, now, column, known.At))
                    {
                        done.Add(known.EndpointId);
                    }
                }

                return done;
            },
            cancellation);
        foreach (Guid endpoint in changed)
        {
            access?.Set(endpoint, level, address: null);
            news.Tell(endpoint);
        }

        return changed;
    }

    private async Task DesireAsync(Guid[] endpoints, Access level, CancellationToken cancellation)
    {
        if (endpoints.Length == 0)
        {
            return;
        }

        DateTimeOffset now = clock.GetUtcNow();
        await writer.WriteAsync(
            async scope =>
            {
                foreach (Guid endpoint in endpoints)
                {
                    await EndpointStore.SetDesiredAccessAsync(scope, endpoint, level, now);
                }
            },
            cancellation);
        foreach (Guid endpoint in endpoints)
        {
            access?.Set(endpoint, level, address: null);
            news.Tell(endpoint);
        }
    }
}
