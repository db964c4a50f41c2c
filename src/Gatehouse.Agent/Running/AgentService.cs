using System.Net;
using System.Security.Cryptography;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Logging;
using Gatehouse.Contracts.Agents;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Running;

/// <summary>
/// The agent: opens a session, has this machine checked, keeps the verdict true with heartbeats and new looks, and does it all again when the
/// server was away. One runs in a folder at a time.
/// </summary>
public sealed class AgentService : IDisposable
{
    private const string Module = "Agent";
    private const string RevokedProblem = "endpoint-revoked";
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LongestHop = TimeSpan.FromSeconds(1);

    private readonly AgentFolder _folder;
    private readonly EndpointFacts _facts;
    private readonly AgentOptions _options;
    private readonly TimeProvider _clock;
    private readonly FileStream _lock;
    private readonly AgentLog _log;
    private readonly SecurityCheck _check;
    private readonly StatusKeeper _status;
    private readonly OrderQueue _orders = new();
    private readonly Guid _instance = Guid.NewGuid();
    private AgentIdentity _identity;
    private ServerList _servers;

    /// <summary>Takes the folder for itself.</summary>
    /// <param name="folder">The agent's folder; enrolled.</param>
    /// <param name="facts">What the endpoint says of itself.</param>
    /// <param name="collect">Looks at this machine.</param>
    /// <param name="options">How to run.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="AgentException">Not enrolled, or another agent runs there.</exception>
    public AgentService(
        AgentFolder folder, EndpointFacts facts, Func<CollectionPlan, CancellationToken, Task<PostureReport>> collect, AgentOptions options, TimeProvider clock)
    {
        _folder = folder;
        _facts = facts;
        _options = options;
        _clock = clock;
        _identity = AgentIdentity.Load(folder);
        _servers = Servers();
        _lock = Hold(folder);
        _log = new AgentLog(folder.Log, clock);
        _check = new SecurityCheck(collect, _log, () => SignedInUser.Read(folder, _identity.EndpointId), facts.AgentVersion, clock);
        _status = new StatusKeeper(folder, _identity, clock);
    }

    /// <summary>Hears each step, for whoever watches.</summary>
    public Action<CheckStep>? StepObserver
    {
        get => _check.Observer;
        set => _check.Observer = value;
    }

    /// <summary>Hears each new status.</summary>
    public Action<AgentStatus>? StatusObserver
    {
        get => _status.Observer;
        set => _status.Observer = value;
    }

    /// <summary>Hears that the agent runs, and takes orders of its user; it may have no verdict yet.</summary>
    public Action? Ready { get; set; }

    /// <summary>Hears that there is nothing to do for a while, after a look at this machine; the time to give back what the look took.</summary>
    public Action? Idle { get; set; }

    /// <summary>Whether an agent runs in a folder now.</summary>
    public static bool IsRunning(AgentFolder folder)
    {
        try
        {
            using FileStream probe = new(folder.Lock, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException error)
        {
            return error is not FileNotFoundException;
        }
        catch (UnauthorizedAccessException)
        {
            return true;
        }
    }

    /// <summary>Asks the agent that runs in a folder for a check.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <returns>What came of it, as one line; null when no agent runs there.</returns>
    public static Task<string?> AskForCheckAsync(AgentFolder folder, CancellationToken cancellation) => ControlSocket.AskAsync(folder, cancellation);

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        _log.Info(Module, $"version {_facts.AgentVersion} starts as {_identity.EndpointId} for {string.Join(", ", _servers.All)}");
        if (_options.CompatibilityPort is { } port)
        {
            _log.Warn(Module, $"COMPATIBILITY MODE: checks go to UDP port {port} as plain datagrams; whoever is on the way can read and forge them, and large reports are lost where IP fragments are");
        }

        using ControlSocket control = ControlSocket.Open(_folder);
        Task orders = control.ServeAsync(_orders.AskAsync, cancellation);
        try
        {
            Ready?.Invoke();
            Backoff backoff = new(FirstWait, LongestWait, Random.Shared.NextDouble);
            while (true)
            {
                ChannelFailure? failure = await RunSessionAsync(backoff, cancellation);
                if (failure is not null)
                {
                    await FailAsync(failure, backoff, cancellation);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            _log.Info(Module, "stops");
            _status.Stopped();
        }
        finally
        {
            _orders.Close();
            await orders.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _log.Dispose();
        _identity.Dispose();
        _lock.Dispose();
    }

    private static FileStream Hold(AgentFolder folder)
    {
        try
        {
            return new FileStream(folder.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new AgentException($"another agent runs in {folder.Path}; use that one (`gatehouse agent status`, `gatehouse agent check`), or choose another folder with --data", error);
        }
    }

    private ServerList Servers() => new(_options.Servers.Count > 0 ? _options.Servers : _identity.Servers);

    private async Task FailAsync(ChannelFailure failure, Backoff backoff, CancellationToken cancellation)
    {
        ServerAddress failed = _servers.Current;
        bool hasNext = failure.Status is 0 or >= (int)HttpStatusCode.InternalServerError && _servers.GoOn();
        if (hasNext && failure.Status == 0)
        {
            _log.Warn(Module, $"no session at {failed}: [{failure.Code}] {failure}; {_servers.Current} is next");
            await Task.Delay(LongestHop * Random.Shared.NextDouble(), _clock, cancellation);
            return;
        }

        await WaitAsync(failure, backoff.Next(failure.RetryAfterSeconds), cancellation);
        LoadIdentity();
    }

    private async Task WaitAsync(ChannelFailure failure, TimeSpan wait, CancellationToken cancellation)
    {
        string state = failure switch
        {
            { Problem: RevokedProblem } => "revoked",
            { Status: (int)HttpStatusCode.Forbidden or (int)HttpStatusCode.Unauthorized } => "held",
            _ => "unreachable",
        };
        if (state == "revoked")
        {
            failure = failure with { Remedy = $"{failure.Remedy}: have an administrator make a token, then run `gatehouse agent enroll --new-key --server {_identity.Server} --token-file FILE`" };
        }

        _log.Warn(Module, $"no session: [{failure.Code}] {failure}; next try in {wait.TotalSeconds:0} s");
        _status.Failed(state, failure, _clock.GetUtcNow() + wait);
        _orders.AnswerAll($"not checked: {failure}");

        // Whoever mended something and asks for a check does not wait for the next try.
        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await await Task.WhenAny(Task.Delay(wait, _clock, done.Token), _orders.WaitAsync(done.Token));
        await done.CancelAsync();
    }

    // Whoever was refused may have enrolled anew meanwhile.
    private void LoadIdentity()
    {
        AgentIdentity now;
        try
        {
            now = AgentIdentity.Load(_folder);
        }
        catch (AgentException)
        {
            // It is being written; the next try sees it.
            return;
        }

        if (now.Certificate.Thumbprint == _identity.Certificate.Thumbprint)
        {
            now.Dispose();
            return;
        }

        Become(now).Dispose();
        _log.Info(Module, $"enrolled anew as {_identity.EndpointId} for {string.Join(", ", _servers.All)}");
    }

    // Gives back the identity before, which the channels of a session may still show.
    private AgentIdentity Become(AgentIdentity identity)
    {
        AgentIdentity before = _identity;
        _identity = identity;
        _servers = Servers();
        _status.Known(identity);
        return before;
    }

    // Null when the session was used and it is time for the next one.
    private async Task<ChannelFailure?> RunSessionAsync(Backoff backoff, CancellationToken cancellation)
    {
        IReadOnlyList<ServerAddress> servers = _servers.All;
        List<ManagementChannel> channels = [.. servers.Select(server => new ManagementChannel(server, ServerTrust.InAnchors(_identity.TrustAnchors), _identity.Certificate))];
        try
        {
            return await RunSessionAsync(servers, channels, backoff, cancellation);
        }
        finally
        {
            channels.ForEach(channel => channel.Dispose());
        }
    }

    private async Task<ChannelFailure?> RunSessionAsync(
        IReadOnlyList<ServerAddress> servers, List<ManagementChannel> channels, Backoff backoff, CancellationToken cancellation)
    {
        ManagementChannel management = channels[0];
        SessionRequest request = new(_instance, _facts.HostName, _facts.HardwareIds, _facts.OperatingSystem, _facts.AgentVersion, Capabilities.Current);
        ChannelResult<SessionGrant> opened = await management.OpenSessionAsync(request, cancellation);
        if (!opened.Succeeded)
        {
            return opened.Failure;
        }

        SessionGrant grant = opened.Value;
        _servers.Keep(servers[0]);
        _log.Info(Module, $"session {grant.SessionId:x16} for {grant.ExpiresInSeconds} s, policy version {grant.PolicyVersion}");
        StepObserver?.Invoke(new CheckStep("identity", $"{servers[0]} knows this endpoint as {grant.EndpointId} (mutual TLS)"));
        using CheckWays ways = _options.CompatibilityPort is { } port
            ? new CheckWays(servers[0], new PlainCheckChannel(servers[0], port, new HttpsCheckChannel(management, _clock), _log, _clock))
            : new CheckWays(servers, grant, channels, _options, _clock);
        AgentSession session = new(grant, ways, new LogShipping(_folder, management.UploadLogAsync, _log), _check, _status, _log, _orders, _clock) { Idle = Idle };
        using AgentIdentity? replaced = grant.RenewCertificate ? await RenewAsync(management, cancellation) : null;
        ChannelFailure? failure = await session.RunAsync(backoff, cancellation);
        _servers.Keep(ways.Server);
        return failure;
    }

    // The session goes on with the certificate that it began with: it stays valid, and is returned to be disposed when nothing uses it any more.
    private async Task<AgentIdentity?> RenewAsync(ManagementChannel management, CancellationToken cancellation)
    {
        using ECDsa key = EndpointKey.LoadOrMake(_folder);
        ChannelResult<EnrollmentAnswer> renewed = await management.RenewAsync(new CertificateRenewal(EndpointKey.Request(key)), cancellation);
        if (!renewed.Succeeded)
        {
            _log.Warn(Module, $"certificate not renewed: [{renewed.Failure.Code}] {renewed.Failure}");
            return null;
        }

        try
        {
            new Enrolling(_folder, _facts).Keep(_identity.Servers, renewed.Value);
            AgentIdentity before = Become(AgentIdentity.Load(_folder));
            _log.Info(Module, $"certificate renewed until {_identity.Certificate.NotAfter.ToUniversalTime():u}");
            return before;
        }
        catch (AgentException error)
        {
            _log.Warn(Module, $"the new certificate could not be kept, the next session asks again: {error.Message}");
            return null;
        }
    }
}
