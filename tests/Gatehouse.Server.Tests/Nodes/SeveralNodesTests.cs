using Gatehouse.Contracts.Checks;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Administration;
using Gatehouse.Server.Tests.Checks;
using Gatehouse.Server.Tests.Storage;
using Gatehouse.Tests.Common;
using Microsoft.Extensions.DependencyInjection;

namespace Gatehouse.Server.Tests.Nodes;

/// <summary>Two servers over one PostgreSQL, each with a data folder and ports of its own.</summary>
public sealed class SeveralNodesTests : IAsyncLifetime
{
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(3);
    private static readonly string Report = ReportDocuments.Write(AdministrationServer.Report(guest: true), new CheckEnvelope(), null).CanonicalXml();

    private readonly TemporaryFolder _folder = new();
    private TestServer _a = null!;
    private GatehouseServer _b = null!;

    public async ValueTask InitializeAsync()
    {
        _a = await TestServer.StartAsync(DatabaseKind.PostgreSql);
        CopyAuthority();
        _b = await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _b.DisposeAsync();
        await _a.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_session_of_one_node_is_good_at_the_other_also_when_the_first_is_gone()
    {
        (HttpClient http, Guid id) = await _a.EnrolledAsync();
        using CheckClient client = new(await TestServer.GrantAsync(http));
        Assert.Contains("verdict", await client.CheckAsync(_b.UdpPort, Report), StringComparison.Ordinal);
        Assert.Contains("verdict", await client.CheckAsync(_a.Server.UdpPort, Report), StringComparison.Ordinal);

        await _a.Server.StopAsync(CancellationToken.None);

        Assert.Contains("verdict", await client.CheckAsync(_b.UdpPort, Report), StringComparison.Ordinal);
        http.Dispose();
        Assert.Equal(3, await CountAsync(id));
    }

    [Fact]
    public async Task A_revocation_at_one_node_ends_the_session_at_the_other_within_seconds()
    {
        (HttpClient http, Guid id) = await _a.EnrolledAsync();
        using CheckClient client = new(await TestServer.GrantAsync(http));
        Assert.NotNull(await client.CheckAsync(_a.Server.UdpPort, Report));

        await WriteAtBAsync(scope => EndpointStore.SetStateAsync(scope, id, EndpointState.Revoked, "lost", DateTimeOffset.UtcNow));

        await Eventually.HoldsAsync(() => !_a.Get<PresenceKeeper>().MayEnter(id), Seconds);
        Assert.Null(await client.CheckAsync(_a.Server.UdpPort, Report));
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await TestServer.OpenSessionAsync(http)).StatusCode);
        http.Dispose();
    }

    [Fact]
    public async Task A_policy_that_one_node_activates_and_assigns_is_judged_by_at_the_other()
    {
        (HttpClient http, Guid id) = await _a.EnrolledAsync();
        using CheckClient client = new(await TestServer.GrantAsync(http));
        long version = 0;
        await WriteAtBAsync(async scope =>
        {
            version = await PolicyStore.InsertAsync(scope, "strict", "name: strict\nchecks:\n  guestAccount: isolate\n", "00", string.Empty, "test", DateTimeOffset.UtcNow);
            await PolicyStore.ActivateAsync(scope, "strict", version, "test", DateTimeOffset.UtcNow);
            await PolicyStore.AssignAsync(scope, id, "strict");
        });

        await Eventually.HoldsAsync(() => _a.Get<PolicyCatalog>().Current.For(id)?.Version == version, Seconds);
        await client.CheckAsync(_a.Server.UdpPort, Report);
        Exchange judged = Assert.Single(await At(_b).GetRequiredService<ExchangeStore>().ListAsync(id, null, 10, CancellationToken.None));
        Assert.Equal(version, judged.PolicyVersion);
    }

    [Fact]
    public async Task A_message_asked_for_at_one_node_is_sent_by_the_one_that_the_endpoint_talks_to()
    {
        (HttpClient http, Guid id) = await _a.EnrolledAsync();
        using CheckClient client = new(await TestServer.GrantAsync(http));
        await client.CheckAsync(_a.Server.UdpPort, Report);
        IEndpointCommands commands = At(_b).GetRequiredService<IEndpointCommands>();

        await Eventually.HoldsAsync(() => commands.PushAsync(id, EndpointCommand.Recheck, null, CancellationToken.None), Seconds);

        Assert.Equal(Protocol.Client.NodeEventKind.RecheckAsked, await client.PushAsync(_a.Server.UdpPort));
        Assert.False(await commands.PushAsync(Guid.NewGuid(), EndpointCommand.Recheck, null, CancellationToken.None));
        http.Dispose();
    }

    [Fact]
    public async Task An_endpoint_that_went_to_the_other_node_is_not_silent()
    {
        (HttpClient http, Guid id) = await _a.EnrolledAsync();
        using CheckClient client = new(await TestServer.GrantAsync(http));
        await client.CheckAsync(_a.Server.UdpPort, Report);
        await Eventually.HoldsAsync(async () => (await FindAsync(id)).LastHeartbeatAt is not null, Seconds);
        DateTimeOffset later = _a.Clock.GetUtcNow() + TimeSpan.FromDays(2);
        await WriteAtBAsync(scope => EndpointStore.SetHeartbeatsAsync(scope, [new Heartbeat(id, later)]));
        Access before = (await FindAsync(id)).DesiredAccess!.Value;

        _a.Clock.Advance(TimeSpan.FromDays(1));
        await Eventually.HoldsAsync(() => _a.Get<PresenceTable>().Count == 0, Seconds);
        await Task.Delay(200);

        Assert.Equal(before, (await FindAsync(id)).DesiredAccess);
        http.Dispose();
    }

    [Fact]
    public async Task An_endpoint_that_no_node_hears_any_more_loses_its_access_but_not_for_the_absence_of_a_node()
    {
        DateTimeOffset now = _a.Clock.GetUtcNow();
        Endpoint endpoint = TestDatabase.Endpoint();
        await _a.WriteAsync(async scope =>
        {
            await EndpointStore.InsertAsync(scope, endpoint, []);
            await EndpointStore.SetDesiredAccessAsync(scope, endpoint.Id, Access.Admitted, now);
            await EndpointStore.SetHeartbeatsAsync(scope, [new Heartbeat(endpoint.Id, now)]);
        });
        SilenceSweeper sweeper = _a.Get<SilenceSweeper>();
        Assert.Equal(0, await sweeper.SweepAsync(CancellationToken.None));
        Assert.Equal(Access.Admitted, (await FindAsync(endpoint.Id)).DesiredAccess);

        _a.Clock.Advance(TimeSpan.FromHours(1));
        await _a.Get<SilenceSweeper>().SweepAsync(CancellationToken.None);

        Assert.Equal(Access.Off, (await FindAsync(endpoint.Id)).DesiredAccess);
    }

    [Fact]
    public async Task A_node_with_another_CA_is_refused_and_told_what_to_copy()
    {
        using TemporaryFolder other = new();
        ServerOptions options = new() { DataFolder = other.File("data"), Port = 0, UdpPort = 0, Database = _a.ConnectionString };

        ServerStartException error = await Assert.ThrowsAsync<ServerStartException>(() => GatehouseServer.StartAsync(options, TimeProvider.System, CancellationToken.None));

        Assert.Contains("copy the folder ca", error.Message, StringComparison.Ordinal);
    }

    private static IServiceProvider At(GatehouseServer server) => server.Services;

    private Task<GatehouseServer> StartAsync() => GatehouseServer.StartAsync(
        new ServerOptions { DataFolder = _folder.File("data"), Port = 0, UdpPort = 0, Database = _a.ConnectionString }, TimeProvider.System, CancellationToken.None);

    private void CopyAuthority()
    {
        // The run's PostgreSQL is never there.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        string to = _folder.File("data/ca");
        Directory.CreateDirectory(_folder.File("data"), Own | UnixFileMode.UserExecute);
        Directory.CreateDirectory(to, Own | UnixFileMode.UserExecute);
        foreach (string file in Directory.GetFiles(Path.Combine(_a.Folder, "ca")))
        {
            string copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, Own);
        }
    }

    private Task WriteAtBAsync(Func<WriteScope, Task> work) => At(_b).GetRequiredService<GroupCommit>().WriteAsync(work, CancellationToken.None);

    private async Task<Endpoint> FindAsync(Guid id) => (await At(_b).GetRequiredService<EndpointStore>().FindAsync(id, CancellationToken.None))!;

    private async Task<int> CountAsync(Guid id) =>
        (await At(_b).GetRequiredService<ExchangeStore>().ListAsync(id, null, 10, CancellationToken.None)).Count;
}
