using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Hosting;
using Gatehouse.Wire.Ip;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Checks;

/// <summary>
/// The security check over UDP: drives a <see cref="Node"/> with a socket and a clock. Requests and heartbeats are answered at once; a report is
/// judged and stored by a task of its own, and answered when it is stored. When too many are on their way, the rest is told to come back.
/// </summary>
internal sealed partial class CheckHost : BackgroundService, IEndpointCommands
{
    /// <summary>Reports being judged or stored at a time; with more, agents are told to come back.</summary>
    public const int MaxReports = 8_192;

    private const int SocketBuffer = 8 << 20;
    private const int MaxDatagramsInARow = 256;
    private const int ComeBackSeconds = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PushDeadline = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly Node _node;
    private readonly Socket _socket;
    private readonly byte[] _outgoing = new byte[ProtocolLimits.MaxDatagram];
    private readonly Judging _judging;
    private readonly PoliciesInForce _policies;
    private readonly PresenceTable _presence;
    private readonly PresenceKeeper _endpoints;
    private readonly CheckMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _start;
    private int _reports;

    /// <summary>Makes the host and binds its socket.</summary>
    /// <exception cref="ServerStartException">The port is in use or may not be bound.</exception>
    public CheckHost(
        CheckOptions options,
        ServerKeyRing keys,
        Judging judging,
        PoliciesInForce policies,
        PresenceTable presence,
        PresenceKeeper endpoints,
        CheckMetrics metrics,
        TimeProvider clock,
        ILogger<CheckHost> logger)
    {
        _judging = judging;
        _policies = policies;
        _presence = presence;
        _endpoints = endpoints;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        _start = clock.GetTimestamp();
        _node = new Node(keys, RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength));
        _socket = Bind(options);
        Port = ((IPEndPoint)_socket.LocalEndPoint!).Port;
    }

    /// <summary>The port that was bound.</summary>
    public int Port { get; }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <inheritdoc/>
    public bool Push(Guid endpointId, EndpointCommand command, string? text)
    {
        if (_presence.SessionOf(endpointId) is not { } session)
        {
            return false;
        }

        PushKind kind = command switch
        {
            EndpointCommand.Recheck => PushKind.Recheck,
            EndpointCommand.Message => PushKind.UserMessage,
            _ => PushKind.LogOff,
        };
        byte[] body = PushText.Encode(text);
        lock (_gate)
        {
            bool begun = _node.Push(Now, session, kind, Guid.NewGuid(), body, Now + PushDeadline);
            Send();
            return begun;
        }
    }

    /// <summary>Takes the keys after a rotation.</summary>
    public void UseKeys(ServerKeyRing keys)
    {
        lock (_gate)
        {
            _node.UseKeys(keys);
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _socket.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        byte[] buffer = GC.AllocateArray<byte>(ProtocolLimits.MaxDatagram + 1, pinned: true);
        SocketAddress from = new(_socket.AddressFamily);
        while (!stoppingToken.IsCancellationRequested)
        {
            int length = await ReceiveAsync(buffer, from, stoppingToken);
            HandleInARow(buffer, length, from, stoppingToken);
        }
    }

    private static Socket Bind(CheckOptions options)
    {
        Socket socket = new(options.Listen.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (options.Listen.Equals(IPAddress.IPv6Any))
            {
                socket.DualMode = true;
            }

            socket.ReceiveBufferSize = SocketBuffer;
            socket.SendBufferSize = SocketBuffer;
            socket.Bind(new IPEndPoint(options.Listen, options.Port));
            socket.Blocking = false;
            return socket;
        }
        catch (SocketException error)
        {
            socket.Dispose();
            throw new ServerStartException(error.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => $"UDP port {options.Port} is in use; stop what uses it (`ss -ulpn`) or choose another with --udp-port",
                SocketError.AccessDenied => $"UDP port {options.Port} may not be bound; choose one above 1023 with --udp-port, or give CAP_NET_BIND_SERVICE",
                _ => $"UDP {options.Listen} port {options.Port} cannot be bound ({error.Message}); choose an address of this machine with --listen",
            });
        }
    }

    // Waits for a datagram, but not for long: the node may have something to repeat.
    private async Task<int> ReceiveAsync(byte[] buffer, SocketAddress from, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(LongestWait);
        try
        {
            return await _socket.ReceiveFromAsync(buffer, SocketFlags.None, from, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return -1;
        }
        catch (SocketException)
        {
            // An answer of ours was refused, or a datagram is longer than any of ours.
            return -1;
        }
    }

    private void HandleInARow(byte[] buffer, int length, SocketAddress from, CancellationToken cancellation)
    {
        lock (_gate)
        {
            DateTimeOffset clock = _clock.GetUtcNow();
            for (int count = 0; count < MaxDatagramsInARow; count++)
            {
                if (length >= 0)
                {
                    _node.HandleDatagram(Now, clock, Addresses.Read(from), buffer.AsSpan(0, length));
                }

                length = -1;
                if (_socket.Available == 0)
                {
                    break;
                }

                try
                {
                    length = _socket.ReceiveFrom(buffer, SocketFlags.None, from);
                }
                catch (SocketException)
                {
                    // As above; the next one may be all right.
                }
            }

            if (_node.NextTimeout <= Now)
            {
                _node.HandleTimeout(Now);
            }

            HandleEvents(clock, cancellation);
            Send();
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
                _presence.Heard(heard.EndpointId, heard.SessionId, Addresses.ToIPAddress(heard.From.Address), Patience.Of(policy.Policy), clock);
            }

            Handle(heard, policy, cancellation);
        }
    }

    private void Handle(in NodeEvent heard, PolicyInForce? policy, CancellationToken cancellation)
    {
        switch (heard.Kind)
        {
            case NodeEventKind.RequestReceived or NodeEventKind.ReportReceived when policy is null || _reports >= MaxReports:
                _metrics.ComeBacks.Add(1);
                _node.ComeBack(Now, heard.SessionId, heard.Kind, ComeBackSeconds);
                break;
            case NodeEventKind.RequestReceived:
                _metrics.Requests.Add(1);
                _node.AnswerPolicy(Now, heard.SessionId, heard.Id, policy!.Encoded);
                break;
            case NodeEventKind.ReportReceived:
                Interlocked.Increment(ref _reports);
                _ = JudgeAsync(heard, cancellation);
                break;
            case NodeEventKind.HeartbeatReceived:
                _metrics.Heartbeats.Add(1);
                _node.AnswerHeartbeat(heard.SessionId, default);
                break;
            case NodeEventKind.GoodbyeReceived:
                _ = LeaveAsync(heard.EndpointId);
                break;
            case NodeEventKind.PushExpired:
                LogPushExpired(_logger, heard.EndpointId, PushDeadline.TotalSeconds);
                break;
            default:
                break;
        }
    }

    private async Task JudgeAsync(NodeEvent heard, CancellationToken cancellation)
    {
        // Leaves the socket's loop, which holds the lock.
        await Task.Yield();
        try
        {
            long start = _clock.GetTimestamp();
            Judged judged = await _judging.JudgeAsync(heard.EndpointId, heard.Id, heard.Body, Addresses.ToIPAddress(heard.From.Address), cancellation);
            _metrics.Judged(judged.Kind, _clock.GetElapsedTime(start));
            MessageBody body = MessageBody.Encode(judged.Document);
            lock (_gate)
            {
                _node.AnswerVerdict(Now, heard.SessionId, heard.Id, body);
                Send();
            }
        }
        catch (CheckUnavailableException error)
        {
            LogUnavailable(_logger, heard.EndpointId, error.Message);
            lock (_gate)
            {
                _node.ComeBack(Now, heard.SessionId, heard.Kind, ComeBackSeconds);
                Send();
            }
        }
        catch (OperationCanceledException)
        {
            // The server stops; the agent sends its report again, here after the start or to another node.
        }
#pragma warning disable CA1031 // One report must not stop the server; the agent sends it again, and the log says what to mend.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(_logger, error, heard.EndpointId);
        }
        finally
        {
            Interlocked.Decrement(ref _reports);
        }
    }

    private async Task LeaveAsync(Guid endpointId)
    {
        await Task.Yield();
        await _endpoints.LeaveAsync(endpointId, CancellationToken.None);
    }

    // Called with the lock held.
    private void Send()
    {
        DateTimeOffset clock = _clock.GetUtcNow();
        while (_node.TryPollTransmit(clock, _outgoing, out IpEndpoint to, out int length))
        {
            try
            {
                _socket.SendTo(_outgoing.AsSpan(0, length), SocketFlags.None, Addresses.ToSocketAddress(to, _socket.AddressFamily));
            }
            catch (SocketException error)
            {
                // Lost like any other datagram: the client asks again.
                _metrics.SendFailures.Add(1, new KeyValuePair<string, object?>("error", error.SocketErrorCode.ToString()));
            }
        }
    }
}
