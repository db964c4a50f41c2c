using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;
using Gatehouse.Tests.Common;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Checks;

public sealed class RehearsalTests
{
    private const int Failed = 4122;

    [Fact]
    public async Task A_server_that_starts_goes_through_a_check_and_stores_nothing_of_it()
    {
        await using TestServer server = await TestServer.StartAsync();

        await Eventually.HoldsAsync(() => server.Get<Rehearsal>().IsComplete, TimeSpan.FromSeconds(30));

        Assert.Equal(0, await server.Get<Database>().FirstAsync<long>("SELECT COUNT(*) FROM exchanges", null, CancellationToken.None));
        Assert.Equal(0, server.Get<PresenceTable>().Count);
    }

    [Fact]
    public async Task A_failure_nobody_thought_of_is_told_and_does_not_stop_the_server()
    {
        await using TestServer server = await TestServer.StartAsync();
        using LogLines log = new();
        using LoggerFactory logging = new([log]);
        await server.WriteAsync(scope => scope.ExecuteAsync("ALTER TABLE endpoints RENAME COLUMN reasons_first_seen TO elsewhere"));
        using Rehearsal rehearsal = new(
            server.Get<PoliciesInForce>(), server.Get<Judging>(), server.Get<ReasonStore>(), server.Get<GroupCommit>(), server.Clock, logging.CreateLogger<Rehearsal>());

        await rehearsal.StartAsync(CancellationToken.None);
        await rehearsal.ExecuteTask!.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Single(log.Of(Failed));
    }
}
