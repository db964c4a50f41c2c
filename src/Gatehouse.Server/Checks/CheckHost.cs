using System.Collections.Concurrent;
using System.Security.Cryptography;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Nodes;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// The security check over UDP: drives a <see cref="Node"/> with a socket and a clock. Requests and heartbeats are answered at once; a report is
/// judged and stored by a task of its own, and answered when it is stored. When verdicts take too long, or too many reports are on their way,
/// who is new is told to come back.
/// </summary>
internal sealed partial class CheckHost : BackgroundService
{
    /// <summary>Reports being judged or stored at a time; with more, agents are told to come back.</summary>
    public const int MaxReports = 8_192;

    private const int MaxDatagramsInARow = 256;
    private const int ComeBackSeconds = 2;
    private const int MaxComeBackSeconds = 30;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PushDeadline = TimeSpan.FromMinutes(2);

    // A verdict that takes longer means that more come than can be served: those who are served first, the others soon.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ConcurrentQueue<Answer> _answers = new();
    private readonly Node _node;
    private readonly CheckSocket _socket;
    private readonly SessionKeys _keys;
    private readonly byte[] _outgoing = new byte[ProtocolLimits.MaxDatagram];
    private readonly Judging _judging;
    private readonly PoliciesInForce _policies;
    private readonly PresenceTable _presence;
    private readonly PresenceKeeper _endpoints;
    private readonly CheckMetrics _metrics;
    private readonly LossLog _losses;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _start;
    private ServerKeyRing _ring;
    private int _reports;
    private TimeSpan _lastTook;

    /// <summary>Makes the host.</summary>
    public CheckHost(
        CheckSocket socket,
        SessionKeys keys,
        Judging judging,
        PoliciesInForce policies,
        PresenceTable presence,
        PresenceKeeper endpoints,
        CheckMetrics metrics,
        LossLog losses,
        TimeProvider clock,
        ILogger<CheckHost> logger)
    {
        _judging = judging;
        _policies = policies;
        _presence = presence;
        _endpoints = endpoints;
        _metrics = metrics;
        _losses = losses;
        _clock = clock;
        _logger = logger;
        _start = clock.GetTimestamp();
        _socket = socket;
        _keys = keys;
        _ring = keys.Ring;
        _node = new Node(_ring, RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength));
    }

    /// <summary>Reports being judged or stored now.</summary>
    public int Reports => Volatile.Read(ref _reports);

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <summary>Sends a message to an endpoint, and repeats it until the endpoint acknowledges or its session ends.</summary>
    /// <returns>False when the endpoint is not online at this node, or the message is on its way already.</returns>
    public bool Push(PushNotice push)
    {
        (PushKind kind, CheckMessage message) = push.Command switch
        {
            EndpointCommand.Recheck => (PushKind.Recheck, CheckMessage.Recheck),
            EndpointCommand.Message => (PushKind.UserMessage, CheckMessage.UserMessage),
            _ => (PushKind.LogOff, CheckMessage.LogOff),
        };
        if (_presence.SessionOf(push.EndpointId) is not { } session)
        {
            return _presence.TryLeaveNote(push.EndpointId, new PresenceNote(message, push.Text ?? string.Empty));
        }

        bool begun;
        lock (_gate)
        {
            begun = Begin(session, kind, push.Id, push.Text);
            Send();
        }

        AnswerIfFree();
        return begun;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            HandleInARow(await _socket.ReceiveAsync(LongestWait, stoppingToken), stoppingToken);
        }
    }

    private void HandleInARow(int length, CancellationToken cancellation)
    {
        lock (_gate)
        {
            DateTimeOffset clock = _clock.GetUtcNow();
            UseKeys();
            for (int count = 0; length > 0 && count < MaxDatagramsInARow; count++)
            {
                _node.HandleDatagram(Now, clock, _socket.From, _socket.Datagram(length));
                length = _socket.Receive();
            }

            if (_node.NextTimeout <= Now)
            {
                _node.HandleTimeout(Now);
            }

            HandleEvents(clock, cancellation);
            Send();
            _losses.Strangers(_node.Statistics);
        }

        AnswerIfFree();
    }

    // Those who judge never wait for the lock: whoever holds it answers for them, and looks once more after it has let go.
    private void AnswerIfFree()
    {
        while (!_answers.IsEmpty && _gate.TryEnter())
        {
            try
            {
                Send();
            }
            finally
            {
                _gate.Exit();
            }
        }
    }

    // Called with the lock held.
    private void TakeAnswers()
    {
        while (_answers.TryDequeue(out Answer answer))
        {
            _reports--;
            _lastTook = answer.Took;
            if (answer.Verdict is { } verdict)
            {
                _node.AnswerVerdict(Now, answer.To.SessionId, answer.To.Id, verdict);
            }
            else
            {
                ComeBack(answer.To, ComeBackSeconds);
            }
        }
    }

    private void UseKeys()
    {
        if (_ring != _keys.Ring)
        {
            _ring = _keys.Ring;
            _node.UseKeys(_ring);
        }
    }

    private void HandleEvents(DateTimeOffset clock, CancellationToken cancellation)
    {
        while (_node.TryPollEvent(out NodeEvent heard))
        {
            if (!_endpoints.MayEnter(heard.EndpointId))
            {
                _node.EndSession(heard.SessionId);
                continue;
            }

            PolicyInForce? policy = _policies.For(heard.EndpointId);
            if (policy is not null && heard.Kind is NodeEventKind.RequestReceived or NodeEventKind.ReportReceived or NodeEventKind.HeartbeatReceived)
            {
                _presence.Heard(heard.EndpointId, heard.SessionId, Addresses.ToIPAddress(heard.From.Address), policy.Policy, clock);
            }

            Handle(heard, policy, cancellation);
        }
    }

    private void Handle(in NodeEvent heard, PolicyInForce? policy, CancellationToken cancellation)
    {
        switch (heard.Kind)
        {
            case NodeEventKind.RequestReceived or NodeEventKind.ReportReceived when policy is null || _reports >= MaxReports:
                ComeBack(heard, ComeBackSeconds);
                break;
            case NodeEventKind.RequestReceived when _reports > 0 && _lastTook > Late:
                ComeBack(heard, Math.Min(ComeBackSeconds * (int)_lastTook.TotalSeconds, MaxComeBackSeconds));
                break;
            case NodeEventKind.RequestReceived:
                _metrics.Requests.Add(1);
                _node.AnswerPolicy(Now, heard.SessionId, heard.Id, policy!.Encoded);
                break;
            case NodeEventKind.ReportReceived:
                _reports++;
                _ = JudgeAsync(heard, cancellation);
                break;
            case NodeEventKind.HeartbeatReceived:
                _metrics.Heartbeats.Add(1);
                _node.AnswerHeartbeat(heard.SessionId, default);
                if (policy is not null && _presence.TakePolicyChange(heard.EndpointId, policy.Policy))
                {
                    Begin(heard.SessionId, PushKind.Recheck, Guid.NewGuid(), text: null);
                }

                break;
            case NodeEventKind.GoodbyeReceived:
                _ = LeaveAsync(heard.EndpointId);
                break;
            case NodeEventKind.PushExpired:
                LogPushExpired(_logger, heard.EndpointId, PushDeadline.TotalSeconds);
                break;
            case NodeEventKind.ReportLost:
                _losses.Report(heard);
                break;
            default:
                break;
        }
    }

    private void ComeBack(in NodeEvent heard, int seconds)
    {
        _metrics.ComeBacks.Add(1);
        _node.ComeBack(Now, heard.SessionId, heard.Kind, seconds);
    }

    private async Task JudgeAsync(NodeEvent heard, CancellationToken cancellation)
    {
        // Leaves the socket's loop, which holds the lock.
        await Task.Yield();
        long start = _clock.GetTimestamp();
        MessageBody? verdict = null;
        try
        {
            Judged judged = await _judging.JudgeAsync(heard.EndpointId, heard.Id, heard.Body, Addresses.ToIPAddress(heard.From.Address), cancellation);
            _metrics.Judged(judged.Kind, _clock.GetElapsedTime(start));
            verdict = MessageBody.Encode(judged.Document);
        }
        catch (CheckUnavailableException error)
        {
            LogUnavailable(_logger, heard.EndpointId, error.Message);
        }
        catch (OperationCanceledException)
        {
            // The server stops; the agent sends its report again, here after the start or to another node.
            return;
        }
#pragma warning disable CA1031 // One report must not stop the server; the log says what to mend.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(_logger, error, heard.EndpointId);
        }

        _answers.Enqueue(new Answer(heard, verdict, _clock.GetElapsedTime(start)));
        AnswerIfFree();
    }

    // Called with the lock held.
    private bool Begin(ulong session, PushKind kind, Guid id, string? text) => _node.Push(Now, session, kind, id, PushText.Encode(text), Now + PushDeadline);

    private async Task LeaveAsync(Guid endpointId)
    {
        await Task.Yield();
        await _endpoints.LeaveAsync(endpointId, CancellationToken.None);
    }

    // Called with the lock held. Takes what was judged meanwhile, so that no answer waits for the next datagram.
    private void Send()
    {
        TakeAnswers();
        DateTimeOffset clock = _clock.GetUtcNow();
        while (_node.TryPollTransmit(clock, _outgoing, out IpEndpoint to, out int length))
        {
            // What the system does not take is lost like any other datagram: the client asks again.
            if (_socket.Send(_outgoing.AsSpan(0, length), to) is { } error)
            {
                _metrics.SendFailures.Add(1, new KeyValuePair<string, object?>("error", error.ToString()));
            }
        }
    }

    // What became of a report: a verdict that is stored, or null when there is none.
    private readonly record struct Answer(NodeEvent To, MessageBody? Verdict, TimeSpan Took);
}
