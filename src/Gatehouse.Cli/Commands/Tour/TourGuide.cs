using System.Globalization;
using System.Security.Cryptography;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Running;
using Gatehouse.Cli.Commands.Agents;
using Gatehouse.Contracts.Agents;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Server.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Cli.Commands.Tour;

/// <summary>Runs server and agent of <c>gatehouse up</c>, and tells what they do as it happens.</summary>
internal sealed class TourGuide
{
    private const string Host = "127.0.0.1";
    private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(10);

    private readonly Surroundings _surroundings;
    private readonly ServerOptions _options;
    private readonly bool _once;
    private readonly bool _quiet;
    private readonly TaskCompletionSource<AgentStatus> _verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private DateTimeOffset? _lastVerdict;
    private DateTimeOffset? _lastHeartbeat;

    /// <summary>Makes it; nothing is started yet.</summary>
    public TourGuide(Surroundings surroundings, ServerOptions options, bool once, bool quiet)
    {
        _surroundings = surroundings;
        _options = options;
        _once = once;
        _quiet = quiet;
    }

    /// <summary>Runs the tour.</summary>
    /// <returns>A value of <see cref="ExitCodes"/>.</returns>
    public async Task<int> RunAsync()
    {
        CancellationToken cancellation = _surroundings.Cancellation;
        string logFile = Path.Combine(Path.GetDirectoryName(_options.DataFolder)!, "server.log");
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        await using StreamWriter logWriter = new(logFile, append: true) { AutoFlush = true };
        using LineLog log = new(logWriter, TimeProvider.System);
        ServerOptions options = _options with { Logging = logging => logging.AddProvider(log) };
        await using GatehouseServer server = await GatehouseServer.StartAsync(options, TimeProvider.System, cancellation);
        Tell("server", $"HTTPS on {server.Address}, security check on UDP port {server.UdpPort}; CA and database in {_options.DataFolder}, log in {logFile}");
        AgentFolder folder = AgentFolder.Open(Path.Combine(Path.GetDirectoryName(_options.DataFolder)!, "agent"));
        EndpointSurvey survey = EndpointSurvey.OfThisMachine(TimeProvider.System, folder);
        Task preparing = survey.PrepareAsync(cancellation);
        EndpointFacts facts = AgentFacts.OfThisMachine();
        await EnrollAsync(server, folder, facts, cancellation);

        using AgentService agent = new(folder, facts, survey.CollectAsync, new AgentOptions(), TimeProvider.System);
        agent.StepObserver = step => Tell(step.Subject, step.Text);
        agent.StatusObserver = Show;
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task running = agent.RunAsync(stop.Token);
        await preparing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_once)
        {
            await running;
            return ExitCodes.Interrupted;
        }

        await Task.WhenAny(_verdict.Task, running);
        await stop.CancelAsync();
        await running;
        return _verdict.Task.IsCompletedSuccessfully ? Outcome(await _verdict.Task) : ExitCodes.Interrupted;
    }

    private static int Outcome(AgentStatus status) => status switch
    {
        { LastVerdict: null } => ExitCodes.Failure,
        { State: "admitted" or "reminded" } => ExitCodes.Healthy,
        _ => ExitCodes.Fault,
    };

    private async Task EnrollAsync(GatehouseServer server, AgentFolder folder, EndpointFacts facts, CancellationToken cancellation)
    {
        ServerAddress address = new(Host, server.Address.Port);
        if (IsEnrolled(folder, server, address))
        {
            return;
        }

        EnrollmentToken token = await server.CreateEnrollmentTokenAsync(TokenLife, uses: 1, "gatehouse up", cancellation);
        EnrollmentAnswer answer = await new Enrolling(folder, facts).EnrollAsync([address], token, newKey: false, cancellation);
        Tell("enrolment", answer.Certificate is null ? $"held for approval: {answer.Reason}" : $"this machine is endpoint {answer.EndpointId}; its key never left {folder.Path}");
    }

    // A folder whose CA was made anew, or another port, asks for a new enrolment; the key stays, so the endpoint stays the same.
    private static bool IsEnrolled(AgentFolder folder, GatehouseServer server, ServerAddress address)
    {
        if (!AgentIdentity.Exists(folder))
        {
            return false;
        }

        using AgentIdentity identity = AgentIdentity.Load(folder);
        return identity.Server == address
            && identity.TrustAnchors.Any(anchor => server.Pin.AsSpan().SequenceEqual(SHA256.HashData(anchor.PublicKey.ExportSubjectPublicKeyInfo())));
    }

    private void Show(AgentStatus status)
    {
        if (status.LastVerdict is { } verdict && verdict != _lastVerdict)
        {
            _lastVerdict = verdict;
            _lastHeartbeat = status.LastHeartbeat;
            ShowVerdict(status);
            _verdict.TrySetResult(status);
        }
        else if (status.NextTry is not null && status.Trouble is { } trouble)
        {
            ShowTrouble($"{trouble}");
            _verdict.TrySetResult(status);
        }
        else if (status.LastHeartbeat is { } beat && beat != _lastHeartbeat)
        {
            _lastHeartbeat = beat;
            Tell("heartbeat", "answered");
        }

        _surroundings.Out.Flush();
    }

    private void ShowVerdict(AgentStatus status)
    {
        if (_quiet)
        {
            _surroundings.Out.WriteLine(AgentStatusText.Headline(status.State));
            return;
        }

        _surroundings.Out.WriteLine();
        AgentStatusText.Write(status, isRunning: true, _surroundings.Out, _surroundings.Width);
        _surroundings.Out.WriteLine();
        if (!_once)
        {
            _surroundings.Out.WriteLine("Heartbeats go on, and what changes on this machine is noticed. Ctrl-C stops.");
        }
    }

    // Without a verdict, this is what there is to say.
    private void ShowTrouble(string trouble)
    {
        if (_quiet)
        {
            _surroundings.Out.WriteLine($"no verdict: {SafeText.Escape(trouble)}");
        }
        else
        {
            Tell("trouble", trouble);
        }
    }

    private void Tell(string subject, string text)
    {
        if (_quiet)
        {
            return;
        }

        string time = DateTimeOffset.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        _surroundings.Out.WriteLine($"{time} {subject,-10} {SafeText.Escape(text)}");
        _surroundings.Out.Flush();
    }
}
