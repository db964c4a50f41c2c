using System.Globalization;
using System.Net;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Nodes;

/// <summary>Two servers as processes over a PostgreSQL of the test's own, behind a balancer on 127.0.0.1.</summary>
internal sealed class NodePair : IAsyncDisposable
{
    public static readonly IPAddress First = IPAddress.Parse("127.0.0.11");
    public static readonly IPAddress Second = IPAddress.Parse("127.0.0.12");

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-nodes").FullName;
    private readonly string _database;
    private readonly int _port = Ports.FreeTcp();
    private readonly int _udpPort = Ports.FreeUdp();
    private readonly List<GatehouseProgram> _nodes = [];

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

    /// <summary>The nodes' processes, in order.</summary>
    public IReadOnlyList<GatehouseProgram> Nodes => _nodes;

    /// <summary>Where endpoints find the server.</summary>
    public string Address => $"127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}";

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
            await pair.StartNodeAsync("a", First);
            CopyAuthority(Path.Combine(pair._folder, "a", "ca"), Path.Combine(pair._folder, "b", "ca"));
            await pair.StartNodeAsync("b", Second);
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

    public async ValueTask DisposeAsync()
    {
        foreach (GatehouseProgram node in _nodes)
        {
            await node.DisposeAsync();
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

    private async Task StartNodeAsync(string name, IPAddress listen)
    {
        GatehouseProgram node = GatehouseProgram.Start(
            null,
            [
                "server", "--data", Path.Combine(_folder, name), "--database-file", DatabaseFile, "--listen", $"{listen}", "--name", "127.0.0.1",
                "--port", $"{_port}", "--udp-port", $"{_udpPort}",
            ]);
        _nodes.Add(node);
        await node.SaysAsync("Listening on", seconds: 60);
    }

    private async Task AdministerAsync(params string[] arguments)
    {
        Outcome outcome = await GatehouseProgram.RunAsync(null, [.. arguments, "--data", Path.Combine(_folder, "a"), "--server", $"https://{First}:{_port}"]);
        Assert.True(outcome.Status == 0, $"{string.Join(' ', arguments)}: {outcome.Output}");
    }
}
