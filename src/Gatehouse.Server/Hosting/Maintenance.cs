using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Hosting;

/// <summary>What a server does every hour: it renews certificates and keys, warns before something ends, and deletes what is too old.</summary>
internal sealed partial class Maintenance(
    CertificateAuthority authority,
    ServerCertificate certificate,
    SessionKeys keys,
    GroupCommit commit,
    ServerOptions options,
    TimeProvider clock,
    ILogger<Maintenance> logger) : BackgroundService
{
    /// <summary>Checks deleted in one transaction.</summary>
    private const int DeletedAtOnce = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private static readonly TimeSpan AnchorWarning = TimeSpan.FromDays(180);
    private static readonly TimeSpan CertificateWarning = TimeSpan.FromDays(14);

    /// <summary>Does it once.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = clock.GetUtcNow();
        if (authority.Renew(now, mayMake: options.Database is null))
        {
            LogAnchors(logger, string.Join(", ", authority.Anchors));
        }

        if (certificate.Renew(now))
        {
            LogRenewed(logger, certificate.ExpiresAt);
        }

        if (certificate.ExpiresAt - now < CertificateWarning)
        {
            LogCertificateEnds(logger, certificate.ExpiresAt);
        }

        if (Lifetimes.End(authority.InUse.Certificate) - now < AnchorWarning)
        {
            LogAnchorEnds(logger, Lifetimes.End(authority.InUse.Certificate));
        }

        await keys.RefreshAsync(now, cancellation);
        while (await commit.WriteAsync(scope => ExchangeStore.DeleteBeforeAsync(scope, now - options.ExchangeRetention, DeletedAtOnce), cancellation) == DeletedAtOnce)
        {
            // Others write in between.
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception error) when (error is StorageException or ServerStartException)
            {
                // A full disk may have room again in an hour; until then everything that exists goes on.
                LogFailed(logger, error.Message);
            }
        }
    }
}
