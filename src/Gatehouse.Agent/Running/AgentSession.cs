using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Logging;
using Gatehouse.Contracts.Agents;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Running;

/// <summary>What an agent does within one session: a check, then heartbeats and new looks until the session is used up.</summary>
internal sealed class AgentSession : IDisposable
{
    private const string Module = "Session";
    private const double ShareOfSession = 0.8;

    private readonly SecurityCheck _check;
    private readonly StatusKeeper _status;
    private readonly AgentLog _log;
    private readonly OrderQueue _orders;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _end;
    private readonly HttpsCheckChannel _https;
    private readonly UdpCheckChannel? _udp;
    private readonly PlainCheckChannel? _plain;
    private readonly TimeSpan _heartbeat;
    private ChannelFailure? _udpTrouble;
    private Verdict? _verdict;
    private DateTimeOffset _heartbeatDue;
    private DateTimeOffset _lookDue;
    private DateTimeOffset _fullCheckDue;
    private bool _isOver;

    /// <summary>Makes it of a grant.</summary>
    public AgentSession(
        ServerAddress server, SessionGrant grant, ManagementChannel management, SecurityCheck check, StatusKeeper status, AgentLog log, OrderQueue orders, AgentOptions options, TimeProvider clock)
    {
        _check = check;
        _status = status;
        _log = log;
        _orders = orders;
        _clock = clock;
        _end = clock.GetUtcNow() + (TimeSpan.FromSeconds(grant.ExpiresInSeconds) * ShareOfSession);
        _heartbeat = TimeSpan.FromSeconds(Math.Max(1, grant.HeartbeatSeconds));
        _https = new HttpsCheckChannel(management, clock);
        _plain = options.CompatibilityPort is { } port ? new PlainCheckChannel(server, port, _https, log, clock) : null;
        _udp = options.UseUdp && _plain is null ? new UdpCheckChannel(server, grant, options.UdpPatience, clock) : null;
    }

    // UDP until it failed once in this session; the next session tries it again. The compatibility mode knows no other way.
    private ICheckChannel Channel => _plain is not null ? _plain : _udp is not null && _udpTrouble is null ? _udp : _https;

    /// <summary>Runs until the session is used up, or does not work any more.</summary>
    /// <param name="backoff">Reset as soon as the server gave a verdict.</param>
    /// <param name="cancellation">Ends it, with a goodbye.</param>
    /// <returns>Null when a new session is due; otherwise what does not work.</returns>
    public async Task<ChannelFailure?> RunAsync(Backoff backoff, CancellationToken cancellation)
    {
        try
        {
            ChannelFailure? failure = await CheckAsync(CheckKind.Full, cancellation);
            if (failure is not null)
            {
                return failure;
            }

            backoff.Reset();
            while (failure is null && !_isOver && _clock.GetUtcNow() < _end)
            {
                await WaitAsync(cancellation);
                failure = await ActAsync(cancellation);
            }

            return failure;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await Channel.GoodbyeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _udp?.Dispose();

    // Until something is due, somebody asks, or the server says something.
    private async Task WaitAsync(CancellationToken cancellation)
    {
        DateTimeOffset next = new[] { _heartbeatDue, _lookDue, _fullCheckDue, _verdict?.ChangesAt ?? _end, _end }.Min();
        TimeSpan wait = next - _clock.GetUtcNow();
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using CancellationTokenSource done = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task push = _udp?.WaitForPushAsync(done.Token) ?? Task.Delay(Timeout.Infinite, done.Token);
        await await Task.WhenAny(Task.Delay(wait, _clock, done.Token), _orders.WaitAsync(done.Token), push);
        await done.CancelAsync();
    }

    private async Task<ChannelFailure?> ActAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (_udp?.TakePush() is { } push)
        {
            return await ObeyAsync(push, cancellation);
        }

        if (_orders.HasOrders || now >= _fullCheckDue || now >= _verdict?.ChangesAt)
        {
            return await CheckAsync(CheckKind.Full, cancellation);
        }

        if (now >= _lookDue)
        {
            _lookDue = now + Between(TimeSpan.FromSeconds(_check.Policy!.Session.RecheckSeconds));
            return await _check.HasChangedAsync(cancellation) ? await CheckAsync(CheckKind.Online, cancellation) : null;
        }

        return now >= _heartbeatDue ? await BeatAsync(cancellation) : null;
    }

    private async Task<ChannelFailure?> CheckAsync(CheckKind kind, CancellationToken cancellation)
    {
        ChannelResult<Verdict> result = await _check.RunAsync(Channel, kind, cancellation);
        if (!result.Succeeded && Channel == _udp)
        {
            GiveUpUdp(result.Failure);
            result = await _check.RunAsync(_https, kind, cancellation);
        }

        if (!result.Succeeded)
        {
            _orders.AnswerAll($"not checked: {result.Failure}");
            return result.Failure;
        }

        _verdict = result.Value;
        DateTimeOffset now = _clock.GetUtcNow();
        _heartbeatDue = now + Between(_heartbeat);
        _lookDue = now + Between(TimeSpan.FromSeconds(_check.Policy!.Session.RecheckSeconds));
        _fullCheckDue = now + Between(TimeSpan.FromHours(_check.Policy.Session.ReauthenticationHours));
        _status.Judged(result.Value, Channel.Name, _udpTrouble, _check.NotDetermined);
        if (_plain is not null)
        {
            _status.Told("compatibility mode: the server tells this verdict and enforces nothing of it");
        }

        _orders.AnswerAll($"checked over {Channel.Name}: {result.Value.Kind.ToString().ToLowerInvariant()}");
        return null;
    }

    private async Task<ChannelFailure?> BeatAsync(CancellationToken cancellation)
    {
        ChannelResult<ServerPush> answer = await Channel.HeartbeatAsync(cancellation);
        if (!answer.Succeeded && Channel == _udp)
        {
            GiveUpUdp(answer.Failure);
            answer = await _https.HeartbeatAsync(cancellation);
        }

        if (!answer.Succeeded)
        {
            return answer.Failure;
        }

        _heartbeatDue = _clock.GetUtcNow() + Between(_heartbeat);
        _status.Heard();
        return await ObeyAsync(answer.Value, cancellation);
    }

    private async Task<ChannelFailure?> ObeyAsync(ServerPush push, CancellationToken cancellation)
    {
        switch (push.Message)
        {
            case CheckMessage.Recheck:
                _log.Info(Module, "the server asks for a check");
                return await CheckAsync(CheckKind.Full, cancellation);
            case CheckMessage.UserMessage:
                _log.Info(Module, $"the server says: {push.Text}");
                _status.Told(push.Text);
                return null;
            case CheckMessage.LogOff:
                return await LeaveAsync(push.Text, cancellation);
            case CheckMessage.NewSession:
                _isOver = true;
                return null;
            default:
                return null;
        }
    }

    // Logged off, the agent asks for nothing more until somebody at this machine does.
    private async Task<ChannelFailure?> LeaveAsync(string reason, CancellationToken cancellation)
    {
        _log.Warn(Module, reason.Length == 0 ? "the server logged this endpoint off" : $"the server logged this endpoint off: {reason}");
        _status.LoggedOff(reason);
        await Channel.GoodbyeAsync();
        await _orders.WaitAsync(cancellation);
        _isOver = true;
        return null;
    }

    private void GiveUpUdp(ChannelFailure failure)
    {
        _udpTrouble = failure;
        _log.Warn(Module, $"UDP does not pass, the check goes on over HTTPS: [{failure.Code}] {failure}");
    }

    // A tenth more or less, so that a fleet does not move in step.
    private static TimeSpan Between(TimeSpan time) => time * (0.9 + (0.2 * Random.Shared.NextDouble()));
}
