using System.Net;
using Gatehouse.Agent.Channels;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>One storm, from enrolment to the last heartbeat.</summary>
/// <param name="options">What it is made of.</param>
/// <param name="surroundings">Where progress is shown, and what stops it.</param>
internal sealed class StormRun(StormOptions options, Surroundings surroundings) : IAsyncDisposable
{
    private const int FirstSeed = 20_261_122;
    private const double Million = 1e6;

    private readonly StormTally _tally = new();
    private readonly DatagramSamples _samples = new();
    private readonly List<StormWorker> _workers = [];
    private readonly List<SimulatedEndpoint> _endpoints = [];
    private StormServer? _server;
    private Roster? _roster;
    private Attacker? _attacker;

    /// <summary>What is counted.</summary>
    public StormTally Tally => _tally;

    /// <summary>The endpoints.</summary>
    public IReadOnlyList<SimulatedEndpoint> Endpoints => _endpoints;

    /// <summary>Lets it blow.</summary>
    /// <exception cref="UserError">It cannot begin.</exception>
    public async Task<StormResult> RunAsync()
    {
        CancellationToken cancellation = surroundings.Cancellation;
        await using StormProgress progress = new(surroundings, _tally);
        progress.Start();
        progress.Enter("starting a server");
        (ServerAddress address, IReadOnlyList<EnrollmentToken> tokens) = await FindServerAsync(cancellation);
        _roster = await Roster.OpenAsync(options, address, tokens, _tally, cancellation);
        AddEndpoints();
        progress.Enter("enrolling");
        double enrolments = options.Endpoints / await TimeAsync(() => _roster.ForAllAsync(_endpoints, _roster.EnrolAsync, cancellation));
        if (_roster.IsTokenUsedUp)
        {
            throw new UserError(
                $"the enrolment token was good for {_tally.Enrolled} more endpoints, the storm has {options.Endpoints}; make one with `gatehouse token create --uses {options.Endpoints}`, or give --endpoints {Math.Max(1, _tally.Enrolled)} and a new token");
        }

        StormResult result = new() { Endpoints = options.Endpoints, EnrolmentsPerSecond = enrolments };
        if (options.SignInTime > TimeSpan.Zero)
        {
            progress.Enter("measuring sign-ins");
            result = result with
            {
                FullSignInsPerSecond = await SignInBenchmark.RunAsync(_roster, _endpoints, resume: false, options.SignInTime, cancellation),
                ResumedSignInsPerSecond = await SignInBenchmark.RunAsync(_roster, _endpoints, resume: true, options.SignInTime, cancellation),
            };
        }

        progress.Enter("signing in");
        result = result with { SignInsPerSecond = options.Endpoints / await TimeAsync(() => SignInAllAsync(address, cancellation)) };
        using CancellationTokenSource attack = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task attacking = Attack(address, attack.Token);
        progress.Enter("checking");
        result = await CheckAsync(result, cancellation);
        progress.Enter("heartbeats");
        result = await BeatAsync(result, cancellation);
        await attack.CancelAsync();
        await attacking;
        cancellation.ThrowIfCancellationRequested();
        return Finish(result);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _workers.ForEach(worker => worker.Dispose());
        _endpoints.ForEach(endpoint => endpoint.Dispose());
        _roster?.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        long start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private async Task<(ServerAddress Address, IReadOnlyList<EnrollmentToken> Tokens)> FindServerAsync(CancellationToken cancellation)
    {
        if (options is { Server: { } server, Token: { } token })
        {
            return (server, [token]);
        }

        _server = await StormServer.StartAsync(options.Folder, port: 0, udpPort: 0, cancellation);
        return (_server.Address, await _server.PrepareAsync(options.Endpoints, cancellation));
    }

    private void AddEndpoints()
    {
        for (int i = 0; i < options.Endpoints; i++)
        {
            int source = i % options.Sources.Count;
            _endpoints.Add(new SimulatedEndpoint(i, options.Sources[source], source));
        }
    }

    private async Task SignInAllAsync(ServerAddress address, CancellationToken cancellation)
    {
        Roster roster = _roster!;
        IPAddress host = IPAddress.TryParse(address.Host, out IPAddress? parsed) ? parsed : (await Dns.GetHostAddressesAsync(address.Host, cancellation))[0];
        Lock opening = new();
        await roster.ForAllAsync(
            _endpoints.Where(endpoint => endpoint.Certificate is not null),
            async (endpoint, token) =>
            {
                if (await roster.SignInAsync(endpoint, token) is not { } grant)
                {
                    return;
                }

                lock (opening)
                {
                    OpenWorkers(new IPEndPoint(host, grant.UdpPort), cancellation);
                    StormWorker worker = _workers[endpoint.Number % _workers.Count];
                    worker.Add(endpoint);
                    worker.Deliver(endpoint, grant);
                }

                _tally.SignIn();
            },
            cancellation);
    }

    // Half of the processors: the server has the other half when it runs here too.
    private void OpenWorkers(IPEndPoint server, CancellationToken cancellation)
    {
        while (_workers.Count < Math.Max(1, Environment.ProcessorCount / 2))
        {
            StormWorker? worker = null;
            worker = new StormWorker(options, server, _tally, _samples, FirstSeed + _workers.Count, endpoint => _ = SignInAgainAsync(worker!, endpoint, cancellation));
            _workers.Add(worker);
            UdpServer = server;
        }
    }

    private IPEndPoint? UdpServer { get; set; }

    private async Task SignInAgainAsync(StormWorker worker, SimulatedEndpoint endpoint, CancellationToken cancellation)
    {
        await Task.Yield();
        try
        {
            if (await _roster!.SignInAsync(endpoint, cancellation) is { } grant)
            {
                _tally.SignIn();
                worker.Deliver(endpoint, grant);
            }
        }
        catch (OperationCanceledException)
        {
            // The storm is over.
        }
    }

    private Task Attack(ServerAddress address, CancellationToken cancellation)
    {
        if (options.Hostile == 0 || UdpServer is not { } server)
        {
            return Task.CompletedTask;
        }

        _attacker = new Attacker(server, options.Hostile, _samples, FirstSeed);
        return Task.Factory.StartNew(() => _attacker.Run(cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    private async Task<StormResult> CheckAsync(StormResult result, CancellationToken cancellation)
    {
        TimeSpan before = _server?.ProcessorTime ?? TimeSpan.Zero;
        double seconds = await TimeAsync(() => RunPhaseAsync(StormPhase.Checks, cancellation));
        TimeSpan used = (_server?.ProcessorTime ?? TimeSpan.Zero) - before;
        LatencyLog latencies = Latencies();
        return result with
        {
            Checks = _tally.Checks,
            ChecksPerSecond = _tally.Checks / seconds,
            ServerMicrosecondsPerCheck = _tally.Checks == 0 ? 0 : used.TotalMicroseconds / _tally.Checks,
            P50Ms = latencies.Percentile(50),
            P95Ms = latencies.Percentile(95),
            P99Ms = latencies.Percentile(99),
            MaxMs = latencies.Percentile(100),
        };
    }

    private async Task<StormResult> BeatAsync(StormResult result, CancellationToken cancellation)
    {
        if (options.Heartbeats == 0 && options.HeartbeatTime == TimeSpan.Zero)
        {
            return result;
        }

        double seconds = await TimeAsync(() => RunPhaseAsync(StormPhase.Heartbeats, cancellation));
        return result with { Heartbeats = _tally.Heartbeats, HeartbeatsPerSecond = _tally.Heartbeats / seconds, HeartbeatP99Ms = Latencies().Percentile(99) };
    }

    private Task RunPhaseAsync(StormPhase phase, CancellationToken cancellation) => Task.WhenAll(_workers.Select(worker =>
        Task.Factory.StartNew(() => worker.Run(phase, cancellation), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));

    private LatencyLog Latencies()
    {
        LatencyLog all = new();
        _workers.ForEach(worker => all.Add(worker.Latencies));
        return all;
    }

    private StormResult Finish(StormResult result) => result with
    {
        Lost = _tally.Lost,
        Wrong = _tally.Wrong,
        Retransmissions = _tally.Retransmissions,
        ComeBacks = _tally.ComeBacks,
        SignInsAgain = Math.Max(0, _tally.SignIns - options.Endpoints),
        SignInRetries = _tally.FailedSignIns,
        DatagramsSent = _tally.Sent,
        DatagramsReceived = _tally.Received,
        DatagramsDropped = _tally.Dropped,
        HostileSent = _attacker?.Sent ?? 0,
        HostileOctets = _attacker?.SentOctets ?? 0,
        HostileAnsweredOctets = _attacker?.ReceivedOctets ?? 0,
        ServerPeakMb = (_server?.PeakOctets ?? 0) / Million,
        ServerMb = (_server?.ResidentOctets ?? 0) / Million,
    };
}
