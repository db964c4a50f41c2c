using System.Net;
using System.Threading.Channels;
using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Nodes;

/// <summary>
/// On a node that guards interfaces: applies what other nodes decide. A notice says whose access to read in the database; and as notices are lost
/// with the connection they come by, it looks for all that was decided lately now and then, and whenever that connection was made anew.
/// </summary>
internal sealed partial class AccessFollower(Database database, AccessControl access, TimeProvider clock, ILogger<AccessFollower> logger) : BackgroundService
{
    private const string Columns = "SELECT id, desired_access, desired_access_address, last_address FROM endpoints WHERE desired_access IS NOT NULL";
    private const int MaxWaiting = 4_096;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Clocks of nodes agree within seconds, and a transaction takes its time.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    private static readonly AccessNotice[] Look = [];

    private readonly Channel<IReadOnlyList<AccessNotice>> _heard = Channel.CreateBounded<IReadOnlyList<AccessNotice>>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Takes a notice.</summary>
    public void Hear(IReadOnlyList<AccessNotice> notices) => _heard.Writer.TryWrite(notices);

    /// <summary>Notices may have been lost.</summary>
    public void LookSoon() => Hear(Look);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset looked = clock.GetUtcNow();
        bool isBehind = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                IReadOnlyList<AccessNotice> heard = isBehind ? Look : await NextAsync(stoppingToken);
                DateTimeOffset now = clock.GetUtcNow();
                if (heard.Count > 0)
                {
                    isBehind = true;
                    await TakeAsync(heard, stoppingToken);
                }

                if (heard.Count == 0 || now - looked > LookEvery)
                {
                    await LookAsync(looked - Overlap, stoppingToken);
                    looked = now;
                }

                isBehind = false;
            }
            catch (StorageException error)
            {
                isBehind = true;
                LogBehind(logger, error.Message);
                await Task.Delay(RetryAfter, clock, stoppingToken);
            }
        }
    }

    private async Task<IReadOnlyList<AccessNotice>> NextAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource timer = new(LookEvery, clock);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timer.Token);
        try
        {
            return await _heard.Reader.ReadAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Look;
        }
    }

    private async Task TakeAsync(IReadOnlyList<AccessNotice> heard, CancellationToken cancellation)
    {
        string[] ids = [.. heard.Select(notice => notice.EndpointId.ToString()).Distinct(StringComparer.Ordinal)];
        foreach (AccessRow row in await database.QueryAsync<AccessRow>($"{Columns} AND id = ANY(@ids)", new { ids }, cancellation))
        {
            Apply(row);
        }
    }

    private async Task LookAsync(DateTimeOffset since, CancellationToken cancellation)
    {
        foreach (AccessRow row in await database.QueryAsync<AccessRow>($"{Columns} AND desired_access_at >= @since", new { since }, cancellation))
        {
            Apply(row);
        }
    }

    // Where it was checked goes before whatever is known here: it may have moved since.
    private void Apply(AccessRow row)
    {
        if (row.DesiredAccess is { } level)
        {
            access.Follow(row.Id, level, Parse(row.DesiredAccessAddress), otherwise: Parse(row.LastAddress));
        }
    }

    private static IPAddress? Parse(string? text) => IPAddress.TryParse(text, out IPAddress? address) ? address : null;
}
