using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gatehouse.Agent.Channels;
using Gatehouse.Cli.Administration;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Contracts.Administration.Tokens;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>
/// A server of the storm's own: another process of this program, so that its memory and processor time can be told apart. It is ended with the
/// storm, also when the storm fails.
/// </summary>
internal sealed class StormServer : IAsyncDisposable
{
    private const string Host = "127.0.0.1";
    private const string Greeting = "Listening on https://";
    private const int UsesOfToken = 100_000;
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly string? _ownFolder;
    private readonly string _data;
    private long _peakOctets;

    private StormServer(Process process, string data, string? ownFolder, int port)
    {
        _process = process;
        _data = data;
        _ownFolder = ownFolder;
        Address = new ServerAddress(Host, port);
    }

    /// <summary>Where it listens.</summary>
    public ServerAddress Address { get; }

    /// <summary>Its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !_process.HasExited;

    /// <summary>The most memory it has had resident, in octets; kept when it has ended.</summary>
    public long PeakOctets
    {
        get
        {
            if (IsRunning)
            {
                _process.Refresh();
                _peakOctets = Math.Max(_peakOctets, _process.PeakWorkingSet64);
            }

            return _peakOctets;
        }
    }

    /// <summary>Memory resident now, in octets.</summary>
    public long ResidentOctets
    {
        get
        {
            _process.Refresh();
            return IsRunning ? _process.WorkingSet64 : 0;
        }
    }

    /// <summary>Processor time it has used.</summary>
    public TimeSpan ProcessorTime => IsRunning ? _process.TotalProcessorTime : TimeSpan.Zero;

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="folder">For its data; null for a temporary one.</param>
    /// <param name="port">HTTPS port; 0 for any free one.</param>
    /// <param name="udpPort">UDP port; 0 for any free one.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="UserError">It did not start.</exception>
    public static async Task<StormServer> StartAsync(string? folder, int port, int udpPort, CancellationToken cancellation)
    {
        string? own = folder is null ? Directory.CreateTempSubdirectory("gatehouse-storm-").FullName : null;
        string data = Path.Combine(own ?? folder!, "server");
        string program = Program();
        ProcessStartInfo start = new(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { "server", "--data", data, "--port", Text(port), "--udp-port", Text(udpPort) },
        };
        Process process = Process.Start(start) ?? throw new UserError($"{program} could not be started; is it executable?");
        try
        {
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginErrorReadLine();
            string? line = await process.StandardOutput.ReadLineAsync(cancellation).AsTask().WaitAsync(StartTime, cancellation);
            if (line is null || !line.StartsWith(Greeting, StringComparison.Ordinal))
            {
                throw new UserError("the storm's own server did not start; try `gatehouse server --data FOLDER` to see why");
            }

            string address = line[Greeting.Length..].Split(' ')[0];
            return new StormServer(process, data, own, IPEndPoint.Parse(address).Port);
        }
        catch (Exception)
        {
            await EndAsync(process);
            Delete(own);
            throw;
        }
    }

    /// <summary>Puts the storm's policy on it, and makes tokens for a number of endpoints.</summary>
    public async Task<IReadOnlyList<EnrollmentToken>> PrepareAsync(int endpoints, CancellationToken cancellation)
    {
        TrustAnchors anchors = TrustAnchors.FromFolder(_data) ?? throw new UserError($"the storm's own server left no trust anchors in {_data}");
        string token = (await File.ReadAllTextAsync(Path.Combine(_data, "admin.token"), cancellation)).Trim();
        using AdministrationClient client = new(new ServerConnection(Address.Https, anchors, token), cancellation);
        await client.SendAsync(
            HttpMethod.Post,
            AdministrationRoutes.PolicyVersions(StormPolicy.Name),
            new PolicyUpload(StormPolicy.Yaml, "gatehouse storm", Activate: true),
            AdministrationJson.Default.PolicyUpload,
            AdministrationJson.Default.PolicyVersion);
        List<EnrollmentToken> tokens = [];
        for (int left = endpoints; left > 0; left -= UsesOfToken)
        {
            EnrollmentTokenCreated created = await client.SendAsync(
                HttpMethod.Post,
                AdministrationRoutes.EnrollmentTokens,
                new EnrollmentTokenRequest((long)TimeSpan.FromHours(4).TotalSeconds, Math.Min(left, UsesOfToken), "gatehouse storm"),
                AdministrationJson.Default.EnrollmentTokenRequest,
                AdministrationJson.Default.EnrollmentTokenCreated);
            tokens.Add(EnrollmentToken.TryParse(created.Secret, out EnrollmentToken? made) ? made : throw new UserError("the storm's own server made a token that cannot be read"));
        }

        return tokens;
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _ = PeakOctets;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await EndAsync(_process);
        Delete(_ownFolder);
    }

    // The program's own file, also where a test has loaded its library.
    private static string Program()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "gatehouse.exe" : "gatehouse");
        return File.Exists(beside) ? beside : Environment.ProcessPath!;
    }

    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static void Delete(string? folder)
    {
        if (folder is not null && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
