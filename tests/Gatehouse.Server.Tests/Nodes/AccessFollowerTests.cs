using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Gatehouse.Server.Enforcement;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Server.Tests.Nodes;

/// <summary>A node that guards interfaces, and endpoints that other nodes decide about.</summary>
public sealed class AccessFollowerTests
{
    private static readonly IPAddress Before = IPAddress.Parse("10.0.3.50");
    private static readonly IPAddress After = IPAddress.Parse("10.0.3.77");

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task An_endpoint_that_moved_loses_its_old_address_also_when_the_notice_was_lost(DatabaseKind kind)
    {
        await using TestServer test = await TestServer.StartAsync(kind);
        Endpoint endpoint = TestDatabase.Endpoint();
        await test.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []));
        Network network = new();
        using AccessControl access = new(network, test.Get<EndpointStore>(), test.Get<GroupCommit>(), test.Clock, NullLogger<AccessControl>.Instance);
        using AccessFollower follower = new(test.Get<Database>(), access, test.Clock, NullLogger<AccessFollower>.Instance);
        await access.StartAsync(CancellationToken.None);
        await follower.StartAsync(CancellationToken.None);
        await CheckAsync(test, endpoint.Id, Before);
        follower.LookSoon();
        await network.UntilAsync(Before);

        // It moves, is checked by another node, and this one is not told.
        await CheckAsync(test, endpoint.Id, After);
        follower.LookSoon();
        await network.UntilAsync(After);

        await follower.StopAsync(CancellationToken.None);
        await access.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_log_off_leaves_the_address_as_it_was()
    {
        await using TestServer test = await TestServer.StartAsync();
        Endpoint endpoint = TestDatabase.Endpoint();
        await test.WriteAsync(scope => EndpointStore.InsertAsync(scope, endpoint, []));
        await CheckAsync(test, endpoint.Id, Before);

        await test.WriteAsync(scope => EndpointStore.SetDesiredAccessAsync(scope, endpoint.Id, Access.Off, test.Clock.GetUtcNow()));
        await CheckAsync(test, endpoint.Id, from: null);

        Assert.Equal($"{Before}", (await test.Get<EndpointStore>().FindAsync(endpoint.Id, CancellationToken.None))!.DesiredAccessAddress);
    }

    private static async Task CheckAsync(TestServer test, Guid endpoint, IPAddress? from)
    {
        Exchange exchange = new()
        {
            ExchangeId = Guid.NewGuid(),
            EndpointId = endpoint,
            ReceivedAt = test.Clock.GetUtcNow(),
            Report = [],
            Verdict = 1,
            VerdictDocument = [],
            PolicyVersion = 1,
        };
        Assert.True(await test.Get<GroupCommit>().StoreAsync(new StoredCheck(exchange, Access.Admitted, "{}", from?.ToString()), CancellationToken.None));
    }

    private sealed class Network : IEnforcementBackend
    {
        private readonly ConcurrentDictionary<Guid, IPAddress?> _open = [];

        public string Name => "test";

        public Task<string?> ApplyAsync(IReadOnlyCollection<EndpointAccess> endpoints, CancellationToken cancellation)
        {
            foreach (EndpointAccess endpoint in endpoints)
            {
                _open[endpoint.EndpointId] = endpoint.Address;
            }

            return Task.FromResult<string?>(null);
        }

        public void Forget()
        {
        }

        public async Task UntilAsync(IPAddress address)
        {
            long start = Stopwatch.GetTimestamp();
            while (!_open.Values.Contains(address))
            {
                Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(5), $"{address} is not open, but {string.Join(", ", _open.Values)}");
                await Task.Delay(20);
            }

            Assert.Equal([address], _open.Values);
        }
    }
}
