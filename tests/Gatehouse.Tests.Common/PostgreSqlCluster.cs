using System.Diagnostics;

namespace Gatehouse.Tests.Common;

/// <summary>
/// A PostgreSQL of this test run alone: its own cluster in a temporary folder, reached by a socket in it, never the system's. It ends with the
/// run, also when the run is killed: the shell that started it waits for the end of its input.
/// </summary>
/// <remarks>
/// It does not synchronise its files, which a database for tests need not, and sorts by English rules, as the databases of administrators do.
/// </remarks>
public sealed class PostgreSqlCluster : IDisposable
{
    private const int PollMilliseconds = 50;
    private const int Port = 5432;
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _root;
    private readonly string _programs;
    private readonly bool _asPostgres;
    private Process? _server;
    private int _databases;

    private PostgreSqlCluster(string programs, bool asPostgres)
    {
        _programs = programs;
        _asPostgres = asPostgres;
        _root = Directory.CreateTempSubdirectory("gatehouse-pg-");
    }

    private string Data => Path.Combine(_root.FullName, "data");

    /// <summary>Makes a cluster and starts it.</summary>
    /// <param name="isDurable">Whether it synchronises its files, which only a measurement needs.</param>
    /// <returns>The cluster, or why there is none.</returns>
    public static (PostgreSqlCluster? Cluster, string? Reason) TryStart(bool isDurable = false)
    {
        string? programs = OperatingSystem.IsWindows() ? null : FindPrograms();
        if (programs is null)
        {
            return (null, "PostgreSQL is not installed (Debian: postgresql)");
        }

        // PostgreSQL refuses to run as root.
        bool isRoot = Environment.IsPrivilegedProcess;
        if (isRoot && (ExternalProgram.Run("id", "-u", "postgres") is null || ExternalProgram.Run("setpriv", "--version") is null))
        {
            return (null, "PostgreSQL does not run as root, and the user postgres or setpriv is missing");
        }

        PostgreSqlCluster cluster = new(programs, isRoot);
        if (cluster.Initialize(isDurable) is { } problem)
        {
            cluster.Dispose();
            return (null, problem);
        }

        cluster.Start();
        return (cluster, null);
    }

    /// <summary>How to connect to one of its databases.</summary>
    public string ConnectionString(string database) => $"Host={_root.FullName};Port={Port};Database={database};Username=gatehouse";

    /// <summary>Makes an empty database.</summary>
    /// <returns>Its name.</returns>
    public string CreateDatabase()
    {
        string name = $"test{Interlocked.Increment(ref _databases)}";
        Client("createdb", [name]);
        return name;
    }

    /// <summary>Runs a statement in a database.</summary>
    /// <returns>What it printed, bare.</returns>
    public string Run(string database, string sql) => Client("psql", ["--no-psqlrc", "--tuples-only", "--no-align", "--command", sql, database]);

    /// <summary>Starts it, after <see cref="Stop"/>.</summary>
    public void Start()
    {
        string command = $"{Quoted(_programs + "/postgres")} -D {Quoted(Data)} >>{Quoted(Path.Combine(_root.FullName, "log"))} 2>&1 & read end; kill -INT $!; wait $!";
        ProcessStartInfo start = Command("sh", "-c", command);
        start.RedirectStandardInput = true;
        _server = Process.Start(start)!;
        long begin = Stopwatch.GetTimestamp();
        while (ExternalProgram.Run($"{_programs}/pg_isready", "--host", _root.FullName, "--port", $"{Port}") is null)
        {
            if (Stopwatch.GetElapsedTime(begin) > StartLimit || _server.HasExited)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {File.ReadAllText(Path.Combine(_root.FullName, "log"))}");
            }

            Thread.Sleep(PollMilliseconds);
        }
    }

    /// <summary>Stops it; connections are ended.</summary>
    public void Stop()
    {
        if (_server is not null)
        {
            _server.StandardInput.Dispose();
            _server.WaitForExit();
            _server.Dispose();
            _server = null;
        }
    }

    /// <summary>Ends it at once, as a power cut would: nothing is finished, and the next start recovers. <see cref="Start"/> starts it again.</summary>
    public void Crash()
    {
        using Process process = Process.Start(Command($"{_programs}/pg_ctl", "stop", "--mode", "immediate", "--pgdata", Data))!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Stop();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Stop();
        _root.Delete(recursive: true);
    }

    private static string? FindPrograms()
    {
        string[] folders = Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [];
        string? newest = folders.OrderBy(folder => int.TryParse(Path.GetFileName(folder), out int version) ? version : 0).LastOrDefault();
        IEnumerable<string> places = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':');
        return places.Prepend(Path.Combine(newest ?? "/", "bin")).FirstOrDefault(place => File.Exists(Path.Combine(place, "initdb")));
    }

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private string? Initialize(bool isDurable)
    {
        if (_asPostgres && ExternalProgram.Run("chown", "postgres", _root.FullName) is null)
        {
            return $"{_root.FullName} could not be given to the user postgres";
        }

        using Process process = Process.Start(Command(
            $"{_programs}/initdb", "--pgdata", Data, "--username", "gatehouse", "--auth", "trust", "--encoding", "UTF8", "--no-sync",
            "--locale", "C.UTF-8", "--locale-provider", "icu", "--icu-locale", "en"))!;
        string said = process.StandardOutput.ReadToEnd() + process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            return $"initdb failed: {said}";
        }

        File.AppendAllLines(
            Path.Combine(Data, "postgresql.conf"),
            ["listen_addresses = ''", $"unix_socket_directories = '{_root.FullName}'", $"port = {Port}", $"fsync = {(isDurable ? "on" : "off")}", "max_connections = 300", "shared_buffers = 64MB"]);
        return null;
    }

    private ProcessStartInfo Command(string program, params string[] arguments)
    {
        string[] asPostgres = ["--reuid", "postgres", "--regid", "postgres", "--init-groups", program];
        return new ProcessStartInfo(_asPostgres ? "setpriv" : program, [.. _asPostgres ? asPostgres : [], .. arguments])
        {
            WorkingDirectory = _root.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
    }

    private string Client(string program, string[] arguments) =>
        ExternalProgram.Run($"{_programs}/{program}", ["--host", _root.FullName, "--port", $"{Port}", "--username", "gatehouse", .. arguments])
        ?? throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
}
