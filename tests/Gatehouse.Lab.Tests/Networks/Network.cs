using System.Diagnostics;
using Gatehouse.Lab.Tests.Recordings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Networks;

/// <summary>
/// Client, two routers and server in namespaces of their own, as lab/path-up.sh makes them, with five places to record at. Everything goes with it.
/// </summary>
internal sealed class Network : IAsyncDisposable
{
    public const string ServerAddress = "10.0.2.105";
    public const string SecondServerAddress = "10.0.2.106";
    public const string ServerAddress6 = "2001:db8:2::105";

    private const string NamePrefix = "gatehouse-";
    private static readonly string[] HostNames = ["client", "r1", "r2", "server"];
    private static int _last;

    private readonly string _prefix = $"{NamePrefix}{Environment.ProcessId}-{Interlocked.Increment(ref _last)}";
    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-lab").FullName;
    private readonly List<Tap> _taps = [];
    private Process? _ping;

    private Network()
    {
        Client = new Host($"{_prefix}-client");
        R1 = new Host($"{_prefix}-r1");
        R2 = new Host($"{_prefix}-r2");
        Server = new Host($"{_prefix}-server");
    }

    public Host Client { get; }

    /// <summary>The router at the client: interfaces lan and wan.</summary>
    public Host R1 { get; }

    /// <summary>The router at the server: interfaces lan and wan.</summary>
    public Host R2 { get; }

    public Host Server { get; }

    /// <summary>Builds it; the test is skipped where that cannot be done.</summary>
    public static async Task<Network> Up()
    {
        Requirements.Check();
        RemoveForgotten();
        Network network = new();
        if (ExternalProgram.Run("sh", Checkout.PathTo("lab", "path-up.sh"), network._prefix) is null)
        {
            await network.DisposeAsync();
            Assert.Fail("lab/path-up.sh failed");
        }

        return network;
    }

    /// <summary>Starts recording at all five places, with a ping beside it by which the clocks can be compared.</summary>
    /// <param name="filter">Capture filter.</param>
    /// <param name="pings">Address that is pinged throughout; null for none.</param>
    /// <param name="options">Further options of tcpdump, by the name of the vantage point.</param>
    public async Task Record(string filter = "", string? pings = ServerAddress, params IEnumerable<(string Place, string Option)> options)
    {
        (string Place, string Option)[] more = [.. options];
        (string Name, Host Host, string Interface)[] places =
            [("client", Client, "eth0"), ("r1-in", R1, "lan"), ("r1-out", R1, "wan"), ("r2-out", R2, "wan"), ("server", Server, "eth0")];
        foreach ((string name, Host host, string @interface) in places)
        {
            string file = Path.Combine(_folder, $"{name}.pcap");
            _taps.Add(new Tap(name, file, host.Command(Tap.LongestSeconds, "tcpdump", [
                "-Z", "root", "-U", "-n", "--immediate-mode", "--time-stamp-precision=nano", "-i", @interface, "-w", file,
                .. more.Where(option => option.Place == name).Select(option => option.Option), filter])));
        }

        await Task.WhenAll(_taps.Select(tap => tap.Ready()));
        if (pings is not null)
        {
            _ping = Client.Start("ping", "-q", "-i", "0.2", pings);
            await Task.Delay(250, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>
    /// Ends the recording a little later than what it is about, so that every place shows that it was still recording then. The ping ends before
    /// the taps, or its last reply would be missing at some of them.
    /// </summary>
    public async Task<PathRecording> Stop()
    {
        await Task.Delay(450, TestContext.Current.CancellationToken);
        _ping?.Kill(entireProcessTree: true);
        await Task.Delay(250, TestContext.Current.CancellationToken);
        await Task.WhenAll(_taps.Select(tap => tap.Stop()));
        PathRecording recording = new([.. _taps.Select(tap => Tape.Read(tap.Name, tap.File))]);
        _taps.Clear();
        return recording;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Tap tap in _taps)
        {
            await tap.Stop();
        }

        foreach (Host host in new[] { Client, R1, R2, Server })
        {
            await host.Stop();
        }

        foreach (string host in HostNames)
        {
            _ = ExternalProgram.Run("ip", "netns", "del", $"{_prefix}-{host}");
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Removes namespaces of test runs that were killed: those named for a process that is no more.</summary>
    private static void RemoveForgotten()
    {
        foreach (string line in (ExternalProgram.Run("ip", "netns", "list") ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string name = line.Split(' ')[0];
            string[] parts = name.Split('-');
            if (name.StartsWith(NamePrefix, StringComparison.Ordinal) && parts.Length == 4 && int.TryParse(parts[1], out int owner) && !IsRunning(owner))
            {
                _ = ExternalProgram.Run("ip", "netns", "del", name);
            }
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
