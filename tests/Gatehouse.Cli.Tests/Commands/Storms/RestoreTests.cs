using Gatehouse.Cli.Commands.Storms;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Backups;
using Gatehouse.Server.Hosting;
using Gatehouse.Tests.Common;

namespace Gatehouse.Cli.Tests.Commands.Storms;

/// <summary>The server's machine is lost in the middle of a storm, and another takes its place with a backup.</summary>
public sealed class RestoreTests
{
    private static readonly Surroundings Quiet = new() { Out = TextWriter.Null, Error = TextWriter.Null };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_server_restored_from_a_backup_made_in_a_storm_goes_on_with_all_its_endpoints()
    {
        using Folder first = new();
        using Folder second = new();
        string backup = Path.Combine(first.Path, "storm.backup");
        string restored = Path.Combine(second.Path, "server");
        (int port, int udpPort) = (Ports.FreeTcp(), Ports.FreeUdp());
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        StormServer server = await StormServer.StartAsync(first.Path, port, udpPort, cancellation);
        try
        {
            const int Endpoints = 16;
            const int Checks = 60;
            IReadOnlyList<EnrollmentToken> tokens = await server.PrepareAsync(Endpoints, cancellation);
            await using StormRun run = new(new StormOptions { Endpoints = Endpoints, Checks = Checks, Server = server.Address, Token = tokens[0] }, Quiet);
            Task<StormResult> storm = run.RunAsync();
            await Eventually.HoldsAsync(() => run.Tally.Checks > Endpoints * Checks / 8, Patience);
            await ServerBackup.WriteAsync(new ServerOptions { DataFolder = Path.Combine(first.Path, "server") }, backup, TimeProvider.System, cancellation);
            await server.KillAsync();
            Assert.False(storm.IsCompleted, "the server was lost after the storm, not in it");
            await server.DisposeAsync();

            await ServerRestore.RunAsync(new ServerOptions { DataFolder = restored }, backup, TimeProvider.System, cancellation);
            server = await StormServer.StartAsync(second.Path, port, udpPort, cancellation);
            StormResult result = await storm;

            Assert.Equal((0, 0, Endpoints * Checks), (result.Lost, result.Wrong, result.Checks));
            Assert.InRange(result.SignInsAgain, 1, Endpoints * 3);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
