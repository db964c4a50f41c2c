using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Gatehouse.Contracts.Agents;
using Gatehouse.Protocol;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>
/// One thread that drives many endpoints over few sockets, one for each source address: the session in the header of a datagram says whose it
/// is. Nothing in it is shared but the inbox.
/// </summary>
internal sealed partial class StormWorker : IDisposable
{
    private const int SystemBuffer = 8 << 20;
    private const int DatagramsInARow = 64;

    // The system counts in whole milliseconds: less would be no wait, and the worker would take the processor from the server it measures.
    private const int IdleMicroseconds = 1_000;

    private readonly StormOptions _options;
    private readonly StormTally _tally;
    private readonly LinkFaults _faults;
    private readonly DatagramSamples _samples;
    private readonly Action<SimulatedEndpoint> _signIn;
    private readonly long _start;
    private readonly List<SimulatedEndpoint> _endpoints = [];
    private readonly Socket[] _sockets;
    private readonly Dictionary<ulong, SimulatedEndpoint> _bySession = [];
    private readonly ConcurrentQueue<(SimulatedEndpoint Endpoint, SessionGrant Grant, TimeSpan At)> _inbox = new();
    private readonly PriorityQueue<SimulatedEndpoint, TimeSpan> _timers = new();
    private readonly byte[] _incoming = new byte[ProtocolLimits.MaxDatagram + 1];
    private readonly byte[] _outgoing = new byte[ProtocolLimits.MaxDatagram];

    /// <summary>Opens the sockets.</summary>
    /// <param name="options">The storm.</param>
    /// <param name="server">UDP port of the security check.</param>
    /// <param name="tally">Where things are counted.</param>
    /// <param name="samples">Sees what goes out.</param>
    /// <param name="seed">Of chance.</param>
    /// <param name="signIn">Opens a new session for an endpoint, and gives it to <see cref="Deliver"/>.</param>
    public StormWorker(StormOptions options, IPEndPoint server, StormTally tally, DatagramSamples samples, int seed, Action<SimulatedEndpoint> signIn)
    {
        _options = options;
        _tally = tally;
        _samples = samples;
        _signIn = signIn;
        _start = TimeProvider.System.GetTimestamp();
        _random = new Random(seed);
        _faults = new LinkFaults(options, _random, tally);
        _sockets = [.. options.Sources.Select(source => Open(source, server))];
    }

    /// <summary>The time of this worker's endpoints.</summary>
    public TimeSpan Now => TimeProvider.System.GetElapsedTime(_start);

    /// <summary>How long each check, or heartbeat, of the last phase took.</summary>
    public LatencyLog Latencies { get; private set; } = new();

    /// <summary>Takes an endpoint over.</summary>
    public void Add(SimulatedEndpoint endpoint) => _endpoints.Add(endpoint);

    /// <summary>Gives an endpoint its session; from any thread.</summary>
    public void Deliver(SimulatedEndpoint endpoint, SessionGrant grant) => _inbox.Enqueue((endpoint, grant, Now));

    /// <summary>Runs one part of the storm to its end, on the calling thread.</summary>
    public void Run(StormPhase phase, CancellationToken cancellation)
    {
        Begin(phase);
        while (!IsOver && !cancellation.IsCancellationRequested)
        {
            TakeInbox();
            bool busy = StartDue();
            busy |= Wake();
            busy |= Release();
            busy |= ReceiveAll();
            if (!busy)
            {
                Wait();
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    private static Socket Open(IPAddress source, IPEndPoint server)
    {
        Socket socket = new(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false, ReceiveBufferSize = SystemBuffer, SendBufferSize = SystemBuffer };
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(server);
        return socket;
    }

    private void TakeInbox()
    {
        while (_inbox.TryDequeue(out (SimulatedEndpoint Endpoint, SessionGrant Grant, TimeSpan At) item))
        {
            (SimulatedEndpoint endpoint, SessionGrant grant, TimeSpan at) = item;
            _bySession.Remove(endpoint.SessionId);
            endpoint.SessionId = grant.SessionId;
            _bySession[grant.SessionId] = endpoint;
            endpoint.Node.OpenSession(at, grant.SessionId, grant.Secret, grant.Token, grant.AddressProof, at + TimeSpan.FromSeconds(grant.ExpiresInSeconds));
            Serve(endpoint);
        }
    }

    private bool Wake()
    {
        bool any = false;
        TimeSpan now = Now;
        while (_timers.TryPeek(out SimulatedEndpoint? endpoint, out TimeSpan at) && at <= now)
        {
            _timers.Dequeue();
            if (at != endpoint.WakesAt)
            {
                continue;
            }

            any = true;
            endpoint.WakesAt = TimeSpan.MaxValue;
            if (endpoint.Node.NextTimeout <= now)
            {
                endpoint.Node.HandleTimeout(now);
            }

            Serve(endpoint);
        }

        return any;
    }

    private bool Release()
    {
        bool any = false;
        while (_faults.TryRelease(Now, out SimulatedEndpoint? endpoint, out byte[] datagram))
        {
            any = true;
            if (endpoint is null)
            {
                Hear(datagram);
            }
            else
            {
                SendNow(endpoint, datagram);
            }
        }

        return any;
    }

    private bool ReceiveAll()
    {
        bool any = false;
        foreach (Socket socket in _sockets)
        {
            for (int i = 0; i < DatagramsInARow; i++)
            {
                int length = socket.Receive(_incoming, SocketFlags.None, out SocketError error);
                if (error != SocketError.Success)
                {
                    break;
                }

                any = true;
                _tally.Receive();
                ReadOnlySpan<byte> datagram = _incoming.AsSpan(0, length);
                for (int times = _faults.Pass(Now, endpoint: null, datagram); times > 0; times--)
                {
                    Hear(datagram);
                }
            }
        }

        return any;
    }

    private void Wait()
    {
        if (_sockets is [Socket only])
        {
            only.Poll(IdleMicroseconds, SelectMode.SelectRead);
        }
        else
        {
            Socket.Select(new List<Socket>(_sockets), null, null, IdleMicroseconds);
        }
    }

    private void Hear(ReadOnlySpan<byte> datagram)
    {
        if (SealedHeader.Read(datagram, out SealedHeader header, out _) == System.Buffers.OperationStatus.Done
            && _bySession.TryGetValue(header.SessionId, out SimulatedEndpoint? endpoint))
        {
            endpoint.Node.HandleDatagram(Now, datagram);
            Serve(endpoint);
        }
    }

    // Takes everything out of an endpoint's machine, and sets its alarm.
    private void Serve(SimulatedEndpoint endpoint)
    {
        while (endpoint.Node.TryPollEvent(out Protocol.Client.NodeEvent heard))
        {
            On(endpoint, heard);
        }

        TimeSpan now = Now;
        while (endpoint.Node.TryPollTransmit(now, _outgoing, out int length))
        {
            ReadOnlySpan<byte> datagram = _outgoing.AsSpan(0, length);
            _samples.See(datagram);
            for (int times = _faults.Pass(now, endpoint, datagram); times > 0; times--)
            {
                SendNow(endpoint, datagram);
            }
        }

        if (endpoint.Node.NextTimeout is { } next && next < endpoint.WakesAt)
        {
            endpoint.WakesAt = next;
            _timers.Enqueue(endpoint, next);
        }
    }

    // What the system does not take is lost like any other datagram.
    private void SendNow(SimulatedEndpoint endpoint, ReadOnlySpan<byte> datagram)
    {
        _tally.Send();
        _sockets[endpoint.Socket].Send(datagram, SocketFlags.None, out _);
    }
}
