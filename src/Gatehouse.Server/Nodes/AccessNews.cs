using System.Text.Json;
using System.Threading.Channels;
using Dapper;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Nodes;

/// <summary>
/// Tells the other nodes over the same PostgreSQL whose access this one decided, so that one that guards interfaces applies it at once. It does
/// so apart from the transactions that decide, which PostgreSQL would otherwise commit one after the other. What it loses is found by looking.
/// </summary>
internal sealed partial class AccessNews(Database database, TimeProvider clock, ILogger<AccessNews> logger) : BackgroundService
{
    /// <summary>Endpoints in one notice: PostgreSQL takes less than 8,000 octets, and each has 56.</summary>
    public const int MaxInNotice = 60;

    private const int MaxWaiting = 65_536;
    private const int MaxNotices = 32;
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(100);

    private readonly Channel<AccessNotice> _waiting = Channel.CreateBounded<AccessNotice>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Tells of an endpoint, after its desired access was stored.</summary>
    /// <param name="endpointId">The endpoint.</param>
    public void Tell(Guid endpointId)
    {
        if (database.Dialect == Dialect.PostgreSql)
        {
            _waiting.Writer.TryWrite(new AccessNotice(endpointId));
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(Gathering, clock, stoppingToken);
            try
            {
                await NotifyAsync([.. Notices()], stoppingToken);
            }
            catch (Exception error) when (StorageFailures.Describe(error, database.Place) is string problem)
            {
                LogLost(logger, problem);
            }
        }
    }

    private IEnumerable<string> Notices()
    {
        List<AccessNotice> notice = new(MaxInNotice);
        for (int count = 0; count < MaxNotices; count++)
        {
            notice.Clear();
            while (notice.Count < MaxInNotice && _waiting.Reader.TryRead(out AccessNotice? next))
            {
                notice.Add(next);
            }

            if (notice.Count == 0)
            {
                yield break;
            }

            yield return JsonSerializer.Serialize(new NodeNotice(Access: notice), NoticeJson.Default.NodeNotice);
        }
    }

    private async Task NotifyAsync(string[] texts, CancellationToken cancellation)
    {
        await using System.Data.Common.DbConnection connection = await database.ConnectAsync(cancellation);
        await connection.ExecuteAsync(new CommandDefinition(
            "SELECT pg_notify(@Channel, notice) FROM unnest(@texts) AS notices (notice)", new { NodeNotice.Channel, texts }, cancellationToken: cancellation));
    }
}
