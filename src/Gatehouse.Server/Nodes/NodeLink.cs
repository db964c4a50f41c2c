using System.Text.Json;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Gatehouse.Server.Nodes;

/// <summary>
/// Hears what the other nodes over the same PostgreSQL do: LISTEN wakes it, and it looks at the database every second all the same, as a notice is
/// lost with the connection it comes by. With an embedded database there are no others.
/// </summary>
internal sealed partial class NodeLink(
    Database database,
    PolicyCatalog policies,
    CatalogueInForce catalogue,
    CheckHost checks,
    TimeProvider clock,
    ILogger<NodeLink> logger,
    AccessFollower? follower = null) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private long _policies = -1;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (database.Dialect == Dialect.PostgreSql && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception error) when (StorageFailures.Describe(error, database.Place) is string problem)
            {
                LogDeaf(logger, problem);
                await Task.Delay(LookEvery, clock, stoppingToken);
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellation)
    {
        await using NpgsqlConnection connection = (NpgsqlConnection)await database.ConnectAsync(cancellation);
        connection.Notification += (_, heard) => Heard(heard.Payload);
        await using (NpgsqlCommand listen = new($"LISTEN {NodeNotice.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(cancellation);
        }

        follower?.LookSoon();

        while (true)
        {
            await LookAsync(cancellation);
            await connection.WaitAsync(LookEvery, cancellation);
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        long revision = await ChangeLog.PoliciesAsync(database, cancellation);
        if (revision == _policies)
        {
            return;
        }

        await policies.ReloadAsync(cancellation);
        await catalogue.ReloadAsync(cancellation);
        if (_policies >= 0)
        {
            LogPolicies(logger);
        }

        _policies = revision;
    }

    // Others may write to the channel too.
    private void Heard(string text)
    {
        try
        {
            NodeNotice? notice = JsonSerializer.Deserialize(text, NoticeJson.Default.NodeNotice);
            if (notice?.Push is { } push)
            {
                checks.Push(push);
            }

            if (notice?.Access is { Count: > 0 } decided)
            {
                follower?.Hear(decided);
            }
        }
        catch (JsonException)
        {
            LogDeaf(logger, $"a notice on the channel {NodeNotice.Channel} of {database.Place} is none of a node; use the database for Gatehouse alone");
        }
    }
}
