using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Programs;

/// <summary>Two servers over one PostgreSQL and an agent that knows both; all are processes of their own on this machine.</summary>
internal sealed class TwoNodes : IAsyncDisposable
{
    private static readonly string[] Addresses = ["127.0.0.1", "127.0.0.2"];

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse").FullName;
    private readonly PostgreSqlCluster _database;
    private readonly string _port = FreePort().ToString(CultureInfo.InvariantCulture);
    private readonly GatehouseProgram?[] _nodes = new GatehouseProgram?[2];
    private GatehouseProgram? _agent;

    private TwoNodes(PostgreSqlCluster database) => _database = database;

    /// <summary>The two nodes, as an agent is told of them.</summary>
    public IReadOnlyList<string> Names => [.. Addresses.Select(address => $"{address}:{_port}")];

    /// <summary>What the agent wrote.</summary>
    public string AgentLog => File.ReadAllText(In("agent/agent.log"));

    /// <summary>Starts both with a policy of one heartbeat a second, and the agent, enrolled at the first.</summary>
    public static async Task<TwoNodes> OpenAsync(PostgreSqlCluster database)
    {
        TwoNodes nodes = new(database);
        try
        {
            await File.WriteAllTextAsync(nodes.In("database"), database.ConnectionString(database.CreateDatabase()));
            await nodes.StartAsync(0);
            Copy(nodes.In("node0/ca"), nodes.In("node1/ca"));
            await nodes.StartAsync(1);
            await nodes.BeginAsync();
            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a node, or starts it again.</summary>
    public async Task StartAsync(int node)
    {
        _nodes[node] = GatehouseProgram.Start(
            null,
            [
                "server", "--data", In($"node{node}"), "--database-file", In("database"), "--listen", Addresses[node], "--name", Addresses[node],
                "--port", _port, "--udp-port", _port,
            ]);
        await _nodes[node]!.SaysAsync("Listening on", seconds: 60);
    }

    /// <summary>Kills a node, as a power cut would.</summary>
    public Task KillAsync(int node) => _nodes[node]!.KillAsync();

    /// <summary>Waits until the agent's status fulfils something.</summary>
    public async Task<JsonElement> StatusAsync(Func<JsonElement, bool> isMeant, int seconds = 60)
    {
        JsonElement status = default;
        for (int tries = 0; tries < seconds * 4; tries++)
        {
            if (File.Exists(In("agent/status.json")) && isMeant(status = JsonElement.Parse(await File.ReadAllTextAsync(In("agent/status.json")))))
            {
                return status;
            }

            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"status stays {status}\n{AgentLog}");
        return status;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (GatehouseProgram? program in _nodes.Prepend(_agent))
        {
            if (program is not null)
            {
                await program.DisposeAsync();
            }
        }

        _database.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BeginAsync()
    {
        string[] first = ["--data", In("node0"), "--server", $"https://{Names[0]}"];
        await File.WriteAllTextAsync(In("policy.yaml"), "name: default\nsession: { heartbeatSeconds: 5, missedHeartbeats: 3 }\n");
        await RunAsync(["policy", "apply", In("policy.yaml"), .. first]);
        await RunAsync(["token", "create", "--token-file", In("token"), .. first]);
        await RunAsync("agent", "enroll", "--server", Names[0], "--server", Names[1], "--token-file", In("token"), "--data", In("agent"));
        _agent = GatehouseProgram.Start(null, "agent", "run", "--data", In("agent"));
        await _agent.SaysAsync("\nadmitted\n", seconds: 60);
    }

    private static async Task RunAsync(params string[] arguments)
    {
        Outcome outcome = await GatehouseProgram.RunAsync(null, arguments);
        Assert.True(outcome.Status == 0, $"{string.Join(' ', arguments)}: {outcome.Output}");
    }

    private static void Copy(string from, string to)
    {
        if (!OperatingSystem.IsWindows())
        {
            const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(Path.GetDirectoryName(to)!, Mode);
            Directory.CreateDirectory(to, Mode);
        }

        foreach (string file in Directory.GetFiles(from))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }
    }

    private static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string In(string name) => Path.Combine(_folder, name);
}
