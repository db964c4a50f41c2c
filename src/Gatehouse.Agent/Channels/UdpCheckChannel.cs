using System.Buffers.Binary;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gatehouse.Contracts.Agents;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Protocol;
using Gatehouse.Protocol.Client;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Agent.Channels;

/// <summary>The security check over UDP: drives a <see cref="Node"/> with a socket and a clock for the time of one session.</summary>
internal sealed class UdpCheckChannel : ICheckChannel, IDisposable
{
    private const int MaxPushes = 64;
    private static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly ServerAddress _server;
    private readonly int _port;
    private readonly TimeSpan _patience;
    private readonly TimeSpan _heartbeatPatience;
    private readonly TimeProvider _clock;
    private readonly long _start;
    private readonly Node _node;
    private readonly CancellationTokenSource _closing = new();
    private readonly System.Threading.Channels.Channel<ServerPush> _pushes = System.Threading.Channels.Channel.CreateBounded<ServerPush>(MaxPushes);
    private readonly Dictionary<CheckMessage, TaskCompletionSource<ChannelResult<string>>> _waiting = [];
    private readonly byte[] _outgoing = new byte[ProtocolLimits.MaxDatagram];
    private CancellationTokenSource _wake = new();
    private Socket? _socket;
    private Task _loop = Task.CompletedTask;
    private long _received;
    private SocketError _refusal;

    /// <summary>Makes it; nothing is sent yet.</summary>
    /// <param name="server">The node to talk to, not always the one that opened the session.</param>
    /// <param name="grant">The session.</param>
    /// <param name="patience">How long a message of a check is tried.</param>
    /// <param name="heartbeatPatience">How long a heartbeat is tried.</param>
    /// <param name="clock">The time.</param>
    public UdpCheckChannel(ServerAddress server, SessionGrant grant, TimeSpan patience, TimeSpan heartbeatPatience, TimeProvider clock)
    {
        _server = server;
        _port = grant.UdpPort;
        _patience = patience;
        _heartbeatPatience = heartbeatPatience;
        _clock = clock;
        _start = clock.GetTimestamp();
        byte[] seed = RandomNumberGenerator.GetBytes(sizeof(ulong));
        _node = new Node(RandomNumberGenerator.GetBytes(ProtocolLimits.SaltLength), BinaryPrimitives.ReadUInt64LittleEndian(seed));
        _node.OpenSession(Now, grant.SessionId, grant.Secret, grant.Token, grant.AddressProof, TimeSpan.FromSeconds(grant.ExpiresInSeconds));
    }

    /// <inheritdoc/>
    public string Name => "udp";

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <inheritdoc/>
    public Task<ChannelResult<string>> SendAsync(Guid exchangeId, CheckMessage message, string body, CancellationToken cancellation)
    {
        byte[] octets = Encoding.UTF8.GetBytes(body);
        return CommandAsync(
            message,
            () =>
            {
                if (message == CheckMessage.Request)
                {
                    _node.StartCheck(Now, exchangeId, octets, Now + _patience);
                }
                else
                {
                    _node.SendReport(Now, exchangeId, octets, Now + _patience);
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public async Task<ChannelResult<ServerPush>> HeartbeatAsync(CancellationToken cancellation)
    {
        ChannelResult<string> answer = await CommandAsync(CheckMessage.Heartbeat, () => _node.SendHeartbeat(Now, default, Now + _heartbeatPatience), cancellation);
        return answer.Succeeded ? new(new ServerPush(CheckMessage.HeartbeatAnswer, answer.Value), null) : new(null, answer.Failure);
    }

    /// <inheritdoc/>
    public async Task GoodbyeAsync() =>
        await CommandAsync(CheckMessage.Goodbye, () => _node.SayGoodbye(Now, default, Now + GoodbyePatience), CancellationToken.None);

    /// <summary>Completes when the server has begun something.</summary>
    public async Task WaitForPushAsync(CancellationToken cancellation) => await _pushes.Reader.WaitToReadAsync(cancellation);

    /// <summary>What the server began; null when nothing waits.</summary>
    public ServerPush? TakePush() => _pushes.Reader.TryRead(out ServerPush? push) ? push : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _closing.Cancel();
        _socket?.Dispose();
        _wake.Dispose();
        _closing.Dispose();
    }

    private async Task<ChannelResult<string>> CommandAsync(CheckMessage message, Action command, CancellationToken cancellation)
    {
        if (await OpenAsync(cancellation) is { } failure)
        {
            return new(null, failure);
        }

        TaskCompletionSource<ChannelResult<string>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting[message] = answer;
            command();
            Drain();
            _wake.Cancel();
        }

        return await answer.Task.WaitAsync(cancellation);
    }

    private async Task<ChannelFailure?> OpenAsync(CancellationToken cancellation)
    {
        if (_socket is not null)
        {
            return null;
        }

        try
        {
            _socket = await DatagramSocket.ConnectAsync(_server, _port, mayFragment: false, cancellation);
            _loop = RunAsync(_socket, _closing.Token);
            return null;
        }
        catch (SocketException error)
        {
            return ChannelFailures.Explain(error, _server, refused: null);
        }
    }

    private async Task RunAsync(Socket socket, CancellationToken cancellation)
    {
        byte[] buffer = new byte[ProtocolLimits.MaxDatagram + 1];
        while (!cancellation.IsCancellationRequested)
        {
            int length = await ReceiveAsync(socket, buffer, cancellation);
            lock (_gate)
            {
                if (length > 0)
                {
                    _received++;
                    _node.HandleDatagram(Now, buffer.AsSpan(0, length));
                }

                if (_node.NextTimeout <= Now)
                {
                    _node.HandleTimeout(Now);
                }

                Drain();
            }
        }
    }

    private async Task<int> ReceiveAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        TimeSpan? wait;
        CancellationTokenSource limit;
        lock (_gate)
        {
            if (!_wake.TryReset())
            {
                _wake.Dispose();
                _wake = new CancellationTokenSource();
            }

            wait = _node.NextTimeout - Now;
            limit = CancellationTokenSource.CreateLinkedTokenSource(_wake.Token, cancellation);
        }

        using (limit)
        {
            (int length, SocketError refusal) = await DatagramSocket.ReceiveAsync(socket, buffer, wait, limit.Token);
            if (refusal != SocketError.Success)
            {
                _refusal = refusal;
            }

            return length;
        }
    }

    // Called with the lock held.
    private void Drain()
    {
        while (_node.TryPollEvent(out NodeEvent happened))
        {
            Handle(happened);
        }

        while (_node.TryPollTransmit(Now, _outgoing, out int length))
        {
            try
            {
                _socket?.Send(_outgoing.AsSpan(0, length));
            }
            catch (SocketException error)
            {
                _refusal = error.SocketErrorCode;
            }
        }
    }

    private void Handle(in NodeEvent happened)
    {
        switch (happened.Kind)
        {
            case NodeEventKind.PolicyReceived:
                Complete(CheckMessage.Request, new(Text(happened.Body), null));
                break;
            case NodeEventKind.VerdictReceived:
                Complete(CheckMessage.Report, new(Text(happened.Body), null));
                break;
            case NodeEventKind.HeartbeatAnswered:
                Complete(CheckMessage.Heartbeat, new(Text(happened.Body), null));
                break;
            case NodeEventKind.GoodbyeAcknowledged:
                Complete(CheckMessage.Goodbye, new(string.Empty, null));
                break;
            case NodeEventKind.GaveUp:
                Complete(happened.Message == CheckMessage.Query ? CheckMessage.Report : happened.Message, new(null, Explain(happened.Tries)));
                break;
            case NodeEventKind.RecheckAsked or NodeEventKind.UserMessageReceived or NodeEventKind.LoggedOff:
                _pushes.Writer.TryWrite(new ServerPush(happened.Message, Text(happened.Body)));
                break;
            case NodeEventKind.SessionEnded:
                _pushes.Writer.TryWrite(new ServerPush(CheckMessage.NewSession, string.Empty));
                CompleteAll(new(null, new ChannelFailure(FindingCodes.HttpError, "the server ended the session", "the agent opens a new one by itself") { IsEndOfSession = true }));
                break;
            default:
                break;
        }
    }

    private ChannelFailure Explain(int tries)
    {
        string place = $"UDP port {_port} of {_server.Host}";
        if (_received == 0 && _refusal is SocketError.ConnectionRefused or SocketError.HostUnreachable or SocketError.NetworkUnreachable)
        {
            return new ChannelFailure(FindingCodes.IcmpRejected, $"the network refuses {place}", "let it pass on firewalls on the way, and check that the server listens there");
        }

        return _received == 0
            ? new ChannelFailure(FindingCodes.RequestUnanswered, $"{tries} tries to {place} were not answered", "let this port pass in both directions on every firewall on the way")
            : new ChannelFailure(FindingCodes.RequestUnanswered, $"{place} answers, but not to the end ({tries} tries)", "the path loses much, or the server is too busy: look at both");
    }

    private void Complete(CheckMessage message, ChannelResult<string> result)
    {
        if (_waiting.Remove(message, out TaskCompletionSource<ChannelResult<string>>? waiting))
        {
            waiting.TrySetResult(result);
        }
    }

    private void CompleteAll(ChannelResult<string> result)
    {
        foreach (TaskCompletionSource<ChannelResult<string>> waiting in _waiting.Values)
        {
            waiting.TrySetResult(result);
        }

        _waiting.Clear();
    }

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
