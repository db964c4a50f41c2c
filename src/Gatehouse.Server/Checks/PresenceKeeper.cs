using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// Keeps what this node says of endpoints true while nobody speaks: stores heartbeats in batches, notices who went silent, takes access away
/// then or when a deadline passes, and knows within seconds who was revoked, whichever node that was done at.
/// </summary>
internal sealed partial class PresenceKeeper(
    Database database, GroupCommit writer, PresenceTable presence, TimeProvider clock, ILogger<PresenceKeeper> logger, AccessControl? access = null) : BackgroundService
{
    private const int BatchOfHeartbeats = 1_000;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private volatile HashSet<Guid> _barred = [];

    /// <summary>Whether an endpoint with a session may use it: false once it is held or revoked.</summary>
    public bool MayEnter(Guid endpointId) => !_barred.Contains(endpointId);

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
        IReadOnlyList<Guid> silent = presence.TakeSilent(now);
        if (silent.Count > 0)
        {
            LogSilent(logger, silent.Count, silent[0]);
            await DesireAsync(silent, Access.Off, cancellation);
        }

        // The agent is due for a check at the deadline; until it comes, the verdict is what it has become.
        await DesireAsync(presence.TakeDue(now), Access.Isolated, cancellation);
    }

    private async Task LookForBarredAsync(CancellationToken cancellation)
    {
        HashSet<Guid> barred =
        [
            .. await database.QueryAsync<Guid>("SELECT id FROM endpoints WHERE state <> @active", new { active = EndpointState.Active }, cancellation),
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
            await writer.WriteAsync(scope => EndpointStore.SetHeartbeatsAsync(scope, batch), cancellation);
        }
    }

    private async Task DesireAsync(IReadOnlyList<Guid> endpoints, Access level, CancellationToken cancellation)
    {
        if (endpoints.Count == 0)
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
        }
    }
}
