using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Enforcement;

/// <summary>
/// Brings about what is desired. Who decides an endpoint's access stores it (desired) and tells this service, which makes the network so and
/// stores that it is (confirmed), tries again until it is, and does everything anew now and then in case somebody else changed the network.
/// </summary>
internal sealed partial class AccessControl : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly IEnforcementBackend _backend;
    private readonly EndpointStore _endpoints;
    private readonly GroupCommit _writer;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<Guid, EndpointAccess> _desired = [];
    private readonly ConcurrentDictionary<Guid, EndpointAccess> _confirmed = [];
    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Makes the service.</summary>
    public AccessControl(IEnforcementBackend backend, EndpointStore endpoints, GroupCommit writer, TimeProvider clock, ILogger<AccessControl> logger)
    {
        _backend = backend;
        _endpoints = endpoints;
        _writer = writer;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Tells what an endpoint may reach from now on. The desired access is stored by who decides it.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="level">What it may reach.</param>
    /// <param name="address">Where it is; null to leave that as it was.</param>
    public void Set(Guid endpointId, Access level, IPAddress? address) => Follow(endpointId, level, address, otherwise: null);

    /// <summary>The same for what another node decided.</summary>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="level">What it may reach.</param>
    /// <param name="address">Where it is; null to leave that as it was.</param>
    /// <param name="otherwise">Where it is when nothing is known here; null for nowhere.</param>
    public void Follow(Guid endpointId, Access level, IPAddress? address, IPAddress? otherwise)
    {
        EndpointAccess next = _desired.AddOrUpdate(
            endpointId,
            _ => new EndpointAccess(endpointId, level, address ?? otherwise),
            (_, before) => new EndpointAccess(endpointId, level, address ?? before.Address ?? otherwise));
        if (!_confirmed.TryGetValue(endpointId, out EndpointAccess? confirmed) || confirmed != next)
        {
            _changed.Writer.TryWrite(true);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await LoadAsync(stoppingToken);
        TimeSpan retry = FirstRetry;
        while (!stoppingToken.IsCancellationRequested)
        {
            string? problem = await ApplyAsync(stoppingToken);
            if (problem is null)
            {
                retry = FirstRetry;
                await WaitAsync(Renewal, stoppingToken);
            }
            else
            {
                LogNotApplied(_logger, _backend.Name, problem, retry.TotalSeconds);
                await Task.Delay(retry, _clock, stoppingToken);
                retry = retry * 2 < LastRetry ? retry * 2 : LastRetry;
            }
        }
    }

    // What was desired before a restart is desired after it.
    private async Task LoadAsync(CancellationToken cancellation)
    {
        Guid? after = null;
        IReadOnlyList<Endpoint> page;
        do
        {
            page = await _endpoints.ListAsync(after, EndpointStore.MaxPage, state: null, hostName: null, cancellation);
            foreach (Endpoint endpoint in page)
            {
                after = endpoint.Id;
                if (endpoint.DesiredAccess is { } level)
                {
                    _desired.TryAdd(endpoint.Id, new EndpointAccess(endpoint.Id, level, IPAddress.TryParse(endpoint.DesiredAccessAddress ?? endpoint.LastAddress, out IPAddress? address) ? address : null));
                }
            }
        }
        while (page.Count == EndpointStore.MaxPage);
    }

    // Waits for a change, gathers those that come together, or does everything anew after a while.
    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(atMost);
        try
        {
            await _changed.Reader.ReadAsync(limit.Token);
            await Task.Delay(Gathering, _clock, cancellation);
            _changed.Reader.TryRead(out _);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            _backend.Forget();
        }
    }

    private async Task<string?> ApplyAsync(CancellationToken cancellation)
    {
        EndpointAccess[] wanted = [.. _desired.Values];
        string? problem = await _backend.ApplyAsync(wanted, cancellation);
        EndpointAccess[] changed = [.. wanted.Where(access => !_confirmed.TryGetValue(access.EndpointId, out EndpointAccess? before) || before != access)];
        if (changed.Length == 0)
        {
            return problem;
        }

        try
        {
            await ConfirmAsync(changed, problem, cancellation);
        }
        catch (StorageException error)
        {
            return problem ?? error.Message;
        }

        return problem;
    }

    private async Task ConfirmAsync(EndpointAccess[] changed, string? problem, CancellationToken cancellation)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        await _writer.WriteAsync(
            async scope =>
            {
                foreach (EndpointAccess access in changed)
                {
                    await EndpointStore.SetConfirmedAccessAsync(scope, access.EndpointId, problem is null ? access.Level : null, problem, now);
                }
            },
            cancellation);
        if (problem is null)
        {
            foreach (EndpointAccess access in changed)
            {
                _confirmed[access.EndpointId] = access;
            }

            LogApplied(_logger, _backend.Name, changed.Length);
        }
    }
}
