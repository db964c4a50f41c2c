using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;
using Gatehouse.Tests.Common;

namespace Gatehouse.Server.Tests.Checks;

public sealed class RehearsalTests
{
    [Fact]
    public async Task A_server_that_starts_goes_through_a_check_and_stores_nothing_of_it()
    {
        await using TestServer server = await TestServer.StartAsync();

        await Eventually.HoldsAsync(() => server.Get<Rehearsal>().IsComplete, TimeSpan.FromSeconds(30));

        Assert.Equal(0, await server.Get<Database>().FirstAsync<long>("SELECT COUNT(*) FROM exchanges", null, CancellationToken.None));
        Assert.Equal(0, server.Get<PresenceTable>().Count);
    }
}
