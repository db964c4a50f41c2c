using System.Globalization;
using System.Net;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Nodes;

/// <summary>Two servers as processes over a PostgreSQL of the test's own, known by their own addresses and behind a balancer on 127.0.0.1.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    public static readonly IPAddress First = IPAddress.Parse("127.0.0.11");
    public static readonly IPAddress Second = IPAddress.Parse("127.0.0.12");

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-nodes").FullName;
    private readonly string _database;
    private readonly int _port = Ports.FreeTcp();
    private readonly int _udpPort = Ports.FreeUdp();
    private readonly IPAddress[] _addresses = [First, Second];
    private readonly GatehouseProgram?[] _nodes = new GatehouseProgram?[2];

    private NodePair(PostgreSqlCluster cluster)
    {
        Cluster = cluster;
        _database = cluster.CreateDatabase();
        File.WriteAllText(DatabaseFile, cluster.ConnectionString(_database));
    }

    /// <summary>The database server.</summary>
    public PostgreSqlCluster Cluster { get; }

    /// <summary>What endpoints talk to.</summary>
    public Balancer Balancer { get; private set; } = null!;

    /// <summary>Where endpoints find the server behind the balancer.</summary>
    public string Address => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Where endpoints find each node itself.</summary>
    public IReadOnlyList<string> Addresses => [.. _addresses.Select(address => $"{address}:{_port.ToString(CultureInfo.InvariantCulture)}")];

    /// <summary>An enrolment token, good for all.</summary>
    public string TokenFile => Path.Combine(_folder, "token");

    private string DatabaseFile => Path.Combine(_folder, "database");

    /// <summary>Starts everything.</summary>
    /// <param name="uses">Endpoints that are to enrol.</param>
    /// <param name="policy">The policy; the usual one turns nobody away.</param>
    public static async Task<NodePair> OpenAsync(int uses, string policy = Site.LenientPolicy)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "each node has an address of 127.0.0.0/8 of its own, which is there without being set up only on Linux");
        (PostgreSqlCluster? cluster, string? reason) = PostgreSqlCluster.TryStart();
        Assert.SkipWhen(cluster is null, reason ?? string.Empty);
        NodePair pair = new(cluster!);
        try
        {
            await pair.StartAsync(0);
            CopyAuthority(Path.Combine(pair.Folder(0), "ca"), Path.Combine(pair.Folder(1), "ca"));
            await pair.StartAsync(1);
            pair.Balancer = new Balancer(pair._port, pair._udpPort, First, Second);
            string file = Path.Combine(pair._folder, "policy.yaml");
            await File.WriteAllTextAsync(file, policy);
            await pair.AdministerAsync("policy", "apply", file);
            await pair.AdministerAsync("token", "create", "--uses", uses.ToString(CultureInfo.InvariantCulture), "--token-file", pair.TokenFile);
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    /// <summary>What a statement in the database of the nodes gives.</summary>
    public string Query(string sql) => Cluster.Run(_database, sql).Trim();

    /// <summary>Starts a node, or starts it again.</summary>
    public async Task StartAsync(int node)
    {
        string address = _addresses[node].ToString();
        _nodes[node] = GatehouseProgram.Start(
            null,
            [
                "server", "--data", Folder(node), "--database-file", DatabaseFile, "--listen", address, "--name", address, "--name", "127.0.0.1",
                "--port", $"{_port}", "--udp-port", $"{_udpPort}",
            ]);
        await _nodes[node]!.SaysAsync("Listening on", seconds: 60);
    }

    /// <summary>Kills a node, as a power cut would.</summary>
    public async Task KillAsync(int node)
    {
        await _nodes[node]!.DisposeAsync();
        _nodes[node] = null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (GatehouseProgram? node in _nodes)
        {
            if (node is not null)
            {
                await node.DisposeAsync();
            }
        }

        Balancer?.Dispose();
        Cluster.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static void CopyAuthority(string from, string to)
    {
        const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(to)!, Own | UnixFileMode.UserExecute);
        Directory.CreateDirectory(to, Own | UnixFileMode.UserExecute);
        foreach (string file in Directory.GetFiles(from))
        {
            string copy = Path.Combine(to, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, Own);
        }
    }

    private string Folder(int node) => Path.Combine(_folder, $"node{node}");

    private async Task AdministerAsync(params string[] arguments)
    {
        Outcome outcome = await GatehouseProgram.RunAsync(null, [.. arguments, "--data", Folder(0), "--server", $"https://{First}:{_port}"]);
        Assert.True(outcome.Status == 0, $"{string.Join(' ', arguments)}: {outcome.Output}");
    }
}
