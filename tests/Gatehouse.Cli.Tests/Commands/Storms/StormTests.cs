using System.Globalization;
using System.Text.Json;
using Gatehouse.Cli.Commands.Storms;
using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Hosting;
using Gatehouse.Tests.Common;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Cli.Tests.Commands.Storms;

/// <summary>What a server must withstand: real sockets, processes and files.</summary>
public sealed class StormTests
{
    private static readonly Surroundings Quiet = new() { Out = TextWriter.Null, Error = TextWriter.Null };
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public void One_line_of_JSON_says_what_came_of_it()
    {
        Shell shell = new();

        int status = shell.Run("storm", "--endpoints", "8", "--heartbeats", "2", "--sources", "2", "--format", "json");

        Assert.Equal(string.Empty, shell.Error);
        Assert.Equal(ExitCodes.Healthy, status);
        using JsonDocument result = JsonDocument.Parse(Assert.Single(shell.Out.TrimEnd('\n').Split('\n')));
        Assert.Equal(0, result.RootElement.GetProperty("lost").GetInt64());
        Assert.Equal(0, result.RootElement.GetProperty("wrong").GetInt64());
        Assert.Equal(8, result.RootElement.GetProperty("checks").GetInt64());
        Assert.Equal(16, result.RootElement.GetProperty("heartbeats").GetInt64());
        foreach (string name in (string[])["checksPerSecond", "signInsPerSecond", "heartbeatsPerSecond", "p50Ms", "p99Ms", "serverPeakMb"])
        {
            Assert.True(result.RootElement.GetProperty(name).GetDouble() > 0, name);
        }
    }

    [Fact]
    public async Task A_steady_storm_spreads_all_checks_and_then_all_heartbeats_over_its_time()
    {
        Assert.True(Arrival.TryParse("steady:2", out Arrival steady));
        await using StormRun run = new(new StormOptions { Endpoints = 8, Checks = 5, Heartbeats = 3, Arrival = steady }, Quiet);

        StormResult result = await run.RunAsync();

        Assert.Equal((0, 0, 8 * 5, 8 * 3), (result.Lost, result.Wrong, result.Checks, result.Heartbeats));
        Assert.InRange(result.ChecksPerSecond, 1, 8 * 5 / 1.9);
        Assert.InRange(result.HeartbeatsPerSecond, 1, 8 * 3 / 1.9);
    }

    [Fact]
    public async Task Everybody_gets_the_right_verdict_when_datagrams_are_lost_doubled_and_late()
    {
        StormOptions options = new() { Endpoints = 12, Loss = 0.3, Duplicates = 0.2, Reordered = 0.2, Heartbeats = 1 };
        await using StormRun run = new(options, Quiet);

        StormResult result = await run.RunAsync();

        Assert.Equal((0, 0, 12), (result.Lost, result.Wrong, result.Checks));
        Assert.True(result.DatagramsDropped > 0);
        Assert.True(result.Retransmissions > 0);
    }

    [Fact]
    public async Task Hostile_datagrams_keep_nobody_out_and_get_no_more_than_they_bring()
    {
        const double MostMegabytes = 400;
        StormOptions options = new() { Endpoints = 24, Checks = 8, HeartbeatTime = TimeSpan.FromSeconds(2), Hostile = 10_000, InFlight = 16 };
        await using StormRun run = new(options, Quiet);

        StormResult result = await run.RunAsync();

        Assert.Equal((0, 0, 24 * 8), (result.Lost, result.Wrong, result.Checks));
        Assert.True(result.HostileSent > 1_000, $"{result.HostileSent} hostile datagrams are no attack");
        Assert.True(result.HostileAnsweredOctets <= result.HostileOctets);
        Assert.InRange(result.ServerPeakMb, 1, MostMegabytes);
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_keeps_every_verdict_it_acknowledged()
    {
        using Folder folder = new();
        (int port, int udpPort) = (Ports.FreeTcp(), Ports.FreeUdp());
        StormServer server = await StormServer.StartAsync(folder.Path, port, udpPort, TestContext.Current.CancellationToken);
        try
        {
            const int Endpoints = 16;
            const int Checks = 60;
            IReadOnlyList<EnrollmentToken> tokens = await server.PrepareAsync(Endpoints, TestContext.Current.CancellationToken);
            await using StormRun run = new(new StormOptions { Endpoints = Endpoints, Checks = Checks, Server = server.Address, Token = tokens[0] }, Quiet);
            Task<StormResult> storm = run.RunAsync();
            await Eventually.HoldsAsync(() => run.Tally.Checks > Endpoints * Checks / 4, Patience);
            await server.KillAsync();
            Assert.False(storm.IsCompleted, "the server was killed after the storm, not in it");
            await server.DisposeAsync();
            server = await StormServer.StartAsync(folder.Path, port, udpPort, TestContext.Current.CancellationToken);

            StormResult result = await storm;

            Assert.Equal((0, 0, Endpoints * Checks), (result.Lost, result.Wrong, result.Checks));
            HashSet<Guid> stored = Stored(Path.Combine(folder.Path, "server"));
            Assert.All(run.Endpoints.SelectMany(endpoint => endpoint.Acknowledged), exchange => Assert.Contains(exchange, stored));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_jump_of_the_servers_clock_costs_new_sessions_and_no_verdicts(int hours)
    {
        using Folder folder = new();
        JumpingClock clock = new();
        ServerOptions options = new() { DataFolder = folder.Path, Port = 0, UdpPort = 0 };
        await using GatehouseServer server = await GatehouseServer.StartAsync(options, clock, TestContext.Current.CancellationToken);
        const int Endpoints = 8;
        const int Checks = 60;
        EnrollmentToken token = await server.CreateEnrollmentTokenAsync(TimeSpan.FromHours(3), Endpoints, "test", TestContext.Current.CancellationToken);
        await using StormRun run = new(
            new StormOptions { Endpoints = Endpoints, Checks = Checks, Server = new("127.0.0.1", server.Address.Port), Token = token }, Quiet);

        Task<StormResult> storm = run.RunAsync();
        await Eventually.HoldsAsync(() => run.Tally.Checks > Endpoints * Checks / 4, Patience);
        clock.Jump(TimeSpan.FromHours(hours));
        Assert.False(storm.IsCompleted, "the clock jumped after the storm, not in it");
        StormResult result = await storm;

        Assert.Equal((0, 0, Endpoints * Checks), (result.Lost, result.Wrong, result.Checks));
        Assert.True(run.Tally.SignIns > Endpoints, "nobody needed a new session");
    }

    [Fact]
    public async Task A_full_disk_is_come_back_later_and_never_a_wrong_verdict()
    {
        using Folder folder = new();
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess || !Mount("mount", "-t", "tmpfs", "-o", "size=32m", "gatehouse-test", folder.Path))
        {
            Assert.Skip("a small file system can only be mounted by root, where that is allowed");
        }

        try
        {
            await using StormServer server = await StormServer.StartAsync(folder.Path, port: 0, udpPort: 0, TestContext.Current.CancellationToken);
            const int Endpoints = 8;
            const int Checks = 60;
            IReadOnlyList<EnrollmentToken> tokens = await server.PrepareAsync(Endpoints, TestContext.Current.CancellationToken);
            await using StormRun run = new(new StormOptions { Endpoints = Endpoints, Checks = Checks, Server = server.Address, Token = tokens[0] }, Quiet);
            Task<StormResult> storm = run.RunAsync();
            await Eventually.HoldsAsync(() => run.Tally.Checks > Endpoints, Patience);
            string filler = Path.Combine(folder.Path, "filler");
            Fill(filler);
            await Eventually.HoldsAsync(() => run.Tally.ComeBacks > 0 || storm.IsCompleted, Patience);
            File.Delete(filler);
            StormResult result = await storm;

            Assert.True(result.ComeBacks > 0, "the disk was never full for the server");
            Assert.Equal((0, 0, Endpoints * Checks), (result.Lost, result.Wrong, result.Checks));
        }
        finally
        {
            Mount("umount", "--lazy", folder.Path);
        }
    }

    private static HashSet<Guid> Stored(string data)
    {
        string file = Assert.Single(Directory.GetFiles(data, "*.db"));
        using SqliteConnection connection = new(string.Create(CultureInfo.InvariantCulture, $"Data Source={file}"));
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT exchange_id FROM exchanges";
        using SqliteDataReader reader = command.ExecuteReader();
        HashSet<Guid> stored = [];
        while (reader.Read())
        {
            stored.Add(reader.GetGuid(0));
        }

        return stored;
    }

    private static void Fill(string path)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        byte[] block = new byte[4096];
        try
        {
            while (true)
            {
                file.Write(block);
            }
        }
        catch (IOException)
        {
            // Full.
        }
    }

    private static bool Mount(string program, params string[] arguments)
    {
        using System.Diagnostics.Process? process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardError = true,
        });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
