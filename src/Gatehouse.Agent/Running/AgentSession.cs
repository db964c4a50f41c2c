using System.Net;
using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Logging;
using Gatehouse.Contracts.Agents;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Running;

/// <summary>What an agent does within one session: a check, then heartbeats and new looks until the session is used up.</summary>
internal sealed class AgentSession
{
    private const string Module = "Session";
    private const double ShareOfSession = 0.8;

    private readonly SecurityCheck _check;
    private readonly StatusKeeper _status;
    private readonly AgentLog _log;
    private readonly OrderQueue _orders;
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _end;
    private readonly CheckWays _ways;
    private readonly LogShipping _shipping;
    private readonly TimeSpan _heartbeat;
    private Verdict? _verdict;
    private DateTimeOffset _heartbeatDue;
    private DateTimeOffset _lookDue;
    private DateTimeOffset _fullCheckDue;
    private bool _isOver;

    /// <summary>Makes it of a grant.</summary>
    public AgentSession(
        SessionGrant grant, CheckWays ways, LogShipping shipping, SecurityCheck check, StatusKeeper status, AgentLog log, OrderQueue orders, TimeProvider clock)
    {
        _ways = ways;
        _shipping = shipping;
        _check = check;
        _status = status;
        _log = log;
        _orders = orders;
        _clock = clock;
        _end = clock.GetUtcNow() + (TimeSpan.FromSeconds(grant.ExpiresInSeconds) * ShareOfSession);
        _heartbeat = TimeSpan.FromSeconds(Math.Max(1, grant.HeartbeatSeconds));
    }

    /// <summary>Hears that there is nothing to do for a while, after a look at this machine.</summary>
    public Action? Idle { get; init; }

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
            await _shipping.ShipAsync(cancellation);
            Idle?.Invoke();
            while (failure is null && !_isOver && _clock.GetUtcNow() < _end)
            {
                await WaitAsync(cancellation);
                failure = await ActAsync(cancellation);
            }

            return failure;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            await _ways.Channel.GoodbyeAsync();
            throw;
        }
    }

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
        Task push = _ways.Udp?.WaitForPushAsync(done.Token) ?? Task.Delay(Timeout.Infinite, done.Token);
        await await Task.WhenAny(Task.Delay(wait, _clock, done.Token), _orders.WaitAsync(done.Token), push);
        await done.CancelAsync();
    }

    private async Task<ChannelFailure?> ActAsync(CancellationToken cancellation)
    {
        DateTimeOffset now = _clock.GetUtcNow();
        if (_ways.Udp?.TakePush() is { } push)
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
            ChannelFailure? failure = await _check.HasChangedAsync(cancellation) ? await CheckAsync(CheckKind.Online, cancellation) : null;
            Idle?.Invoke();
            return failure;
        }

        return now >= _heartbeatDue ? await BeatAsync(cancellation) : null;
    }

    private async Task<ChannelFailure?> CheckAsync(CheckKind kind, CancellationToken cancellation)
    {
        ChannelResult<Verdict> result = await _check.RunAsync(_ways.Channel, kind, cancellation);
        while (!result.Succeeded && GoOn(result.Failure))
        {
            result = await _check.RunAsync(_ways.Channel, kind, cancellation);
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
        _status.Judged(result.Value, _ways, _check);
        if (_ways.Channel is PlainCheckChannel)
        {
            _status.Told("compatibility mode: the server tells this verdict and enforces nothing of it");
        }

        _orders.AnswerAll($"checked over {_ways.Channel.Name}: {result.Value.Kind.ToString().ToLowerInvariant()}");
        return null;
    }

    private async Task<ChannelFailure?> BeatAsync(CancellationToken cancellation)
    {
        ChannelResult<ServerPush> answer = await _ways.Channel.HeartbeatAsync(cancellation);
        while (!answer.Succeeded && GoOn(answer.Failure))
        {
            answer = await _ways.Channel.HeartbeatAsync(cancellation);
        }

        if (!answer.Succeeded)
        {
            return answer.Failure;
        }

        _heartbeatDue = _clock.GetUtcNow() + Between(_heartbeat);
        _status.Heard(_ways);
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

    // Logged off, the agent asks for nothing more until somebody at this machine does. Handing the log over tells whether it was revoked, too.
    private async Task<ChannelFailure?> LeaveAsync(string reason, CancellationToken cancellation)
    {
        _log.Warn(Module, reason.Length == 0 ? "the server logged this endpoint off" : $"the server logged this endpoint off: {reason}");
        _status.LoggedOff(reason);
        await _ways.Channel.GoodbyeAsync();
        if (await _shipping.ShipAsync(cancellation) is { Status: (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden } refusal)
        {
            return refusal;
        }

        await _orders.WaitAsync(cancellation);
        _isOver = true;
        return null;
    }

    private bool GoOn(ChannelFailure failure)
    {
        (ServerAddress server, ICheckChannel channel) = (_ways.Server, _ways.Channel);
        bool goesOn = _ways.GoOn(failure);
        if (goesOn)
        {
            string next = _ways.Server == server ? _ways.Channel.Name.ToUpperInvariant() : $"{_ways.Channel.Name.ToUpperInvariant()} to {_ways.Server}";
            _log.Warn(Module, $"{channel.Name.ToUpperInvariant()} to {server} does not work, the session goes on over {next}: [{failure.Code}] {failure}");
        }

        return goesOn;
    }

    // A tenth more or less, so that a fleet does not move in step.
    private static TimeSpan Between(TimeSpan time) => time * (0.9 + (0.2 * Random.Shared.NextDouble()));
}
